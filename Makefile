# Short names for the commands of the README and of CONTRIBUTING.md. Make itself is not needed.
.PHONY: help xray test setup docs readme preview

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make xray                   x-ray a network; ARGS="--model resnet20" passes options
xray:
	python3 tools/run.py xray $(ARGS)

## make test                   every test and check; ARGS="--only docs" for some of them
test:
	python3 tools/run.py test $(ARGS)

## make setup                  make .venv, with all that contributors need
setup:
	python3 tools/run.py setup

## make readme                 README.md from nbs/index.ipynb
readme: setup
	. .venv/bin/activate && python tools/proc_docs.py && python tools/readme.py

## make docs                   the site into _proc/_docs (needs Quarto)
docs: setup
	. .venv/bin/activate && python tools/proc_docs.py && cd _proc && quarto render --no-cache

## make preview                the site, live (needs Quarto)
preview: setup
	. .venv/bin/activate && nbdev_preview
