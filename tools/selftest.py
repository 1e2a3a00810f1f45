"""The document checks, tried on a sound little project and on the same one broken in every way they should notice.

    python tools/selftest.py
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
SETTINGS = """[DEFAULT]
repo = scratch
lib_name = scratch
lib_path = scratch
nbs_path = nbs
doc_path = _docs
recursive = True
version = 0.0.1
min_python = 3.10
license = apache2
author = Nobody
author_email = nobody@example.com
copyright = nobody
description = A project to try the checks on
keywords = none
language = English
status = 3
user = nobody
audience = Developers
branch = main
title = scratch
doc_host = https://nobody.example.com
doc_baseurl = /scratch
git_url = https://git.example.com/nobody/scratch
custom_sidebar = False
black_formatting = False
put_version_in_init = True
requirements = fastcore>=1
"""
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FUNCTION = '#| export\ndef double(\n    x: float, # A number\n) -> float:   # Twice `x`\n    "Twice a number"\n    return 2 * x'


def prose(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, **output) -> dict:
    outputs = [{"metadata": {}, **output}] if output else []
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "source": source, "outputs": outputs}


def figure(data: str) -> dict:
    return {"output_type": "display_data", "data": {"image/png": data}}


SOUND = {
    "index.ipynb": [
        prose("# scratch\n\n> Home"),
        prose("See [double](00_numbers.ipynb#double), [a lesson](tutorials/10_first.ipynb#one-step) and "
              "[settings](https://git.example.com/nobody/scratch/blob/main/settings.ini): $\\frac{1}{2}$."),
        prose("::: {.callout-note}\nA note.\n:::"),
        code("1 + 1", **figure(PIXEL)),
        code("2 + 2", output_type="execute_result", execution_count=1, data={"text/html": "<table><tr><td>4</td></tr></table>"}),
        prose('![](assets/dot.png){fig-alt="A dot"}'),
    ],
    "00_numbers.ipynb": [
        code("#| default_exp numbers"), prose("# Numbers\n\n> Doubling"), code("#| export\nTWO = 2"), prose("`TWO` is 2."),
        code(FUNCTION), prose("`double` has a limit."), code("import os\nfrom fastcore.test import test_eq"), code("test_eq(double(1), 2)"),
    ],
    "tutorials/10_first.ipynb": [
        prose("# First\n\n> A lesson"),
        prose("## One step\n\nBack to [numbers](../00_numbers.ipynb), [home](../index.ipynb), [above](#one-step)\n\n"
              "![A dot](dot.png)"),
    ],
    "tutorials/first_graph.ipynb": [prose("# Before\n\n> The first lesson")],
    "glossary.ipynb": [prose("# Words\n\n> Terms")],
    "studies/gallery.ipynb": [prose("# Gallery\n\n> All"), prose("### [Long](long.ipynb)\nIt holds.\n\n### [Short](short.ipynb)\nIt fails.")],
    "studies/short.ipynb": [prose("# Short\n\n> No figure")],
    "studies/long.ipynb": [prose("# Long\n\n> A study"), code("1", output_type="stream", name="stdout", text="```\n"),
                           prose("## One pixel\n\nIt rains. One [pixel](long.ipynb), *small*:"),
                           code("ax.set(ylabel='light')", **figure(PIXEL))],
}

BROKEN = {
    "index.ipynb": [
        prose("# scratch\n\n> Home"),
        prose("[a](nowhere.ipynb) [b](tutorials/10_first.ipynb#nowhere) [c](https://nobody.example.com/scratch/gone.html) "
              "[d](https://git.example.com/nobody/scratch/blob/main/gone.py) [`double`](00_numbers.ipynb)\n\n![](gone.png)\n\n"
              "<img src='https://other.example.com/far.png' alt='far away'>"),
        prose("$\\frac{1}{$"),
    ],
    "00_numbers.ipynb": [
        code("#| default_exp numbers"), prose("# Numbers\n\n> Doubling"), code("#| export\nUNTOLD = 2"),
        code("#| export\n#| hide\ndef secret(): return 1"), code(FUNCTION),
    ],
    "10_numbers.ipynb": [code("#| default_exp numbers"), prose("# Numbers\n\n> Again"), prose("::: {.callout-note}\nnever closed")],
    "20_more.ipynb": [code("#| default_exp more"), prose("# More\n\n> Doubling again"), code(FUNCTION), code(FUNCTION),
                      code('#| export\ndef one():\n    "1"\n\ndef two():\n    "2"'), code(f"assert {' + '.join('1' * 50)}")],
    "tutorials/10_first.ipynb": [prose("# First\n\n> A lesson"), prose("[numbers](00_numbers.ipynb)")],
    "studies/long.ipynb": [
        prose("# Long\n\nThis sentence is lost."),
        code("1 / 0", output_type="error", ename="ZeroDivisionError", evalue="", traceback=[]),
        code("2", output_type="stream", name="stdout", text="/home/somebody/data"),
        code("#| eval: false\nassert False"), code("import os\nos.getcwd()"), code("from scratch.numbers import _secret"), code("import numpy"), code("3", **figure("A" * 400_000)),
    ],
    "studies/script.ipynb": [prose("# Script\n\n> An output that runs, and a long one"), prose("word " * 420_000),
                             code("1", output_type="display_data", data={"application/javascript": "1"})],
    "studies/hidden.ipynb": [prose("# Hidden\n- skip_exec: true"), code("#| export\nx = 1")],
}
EXPECTED = {
    "check_notebooks.py": [
        "index.ipynb: is no notebook", "module numbers is exported by", "prose in the title's cell", "cell 1: a stored error",
        "path of one machine, /home/somebody", "assertions under 'eval: false'", "imports mixed with other code",
        "an output of 300 kB", "skip_exec hides", "'> subtitle' is missing", "lessons and studies export nothing",
        "hides its folder from nbdev_test", "large.bin: 400 kB", "double is public in scratch/more.py too", "more.py: double is defined twice",
        "cell 5: uses _secret, which is private to another page", "cell 4: defines one, two", "imports numpy, which no requirement brings", "cell 5: a line of 204 columns",
    ],
    "check_docs.py": [
        "index.html: link to /nowhere.ipynb: File not found", "links do not nest", "link to /tutorials/first.html#nowhere: Cannot find fragment",
        "link to /gone.html: File not found", "link to the repository's /gone.py: File not found", "link to /gone.png: File not found",
        "Could not convert TeX math", "another notebook has the address numbers.html", "Div at",
        "tutorials/first.html: link to /tutorials/00_numbers.ipynb: File not found",
        "numbers.secret: no documentation", "numbers.secret: has no docstring", "numbers.UNTOLD: is not mentioned",
        "index.ipynb: gone.png has no alternative text", "index.ipynb: asks another host for https://other.example.com/far.png",
        "studies/script.ipynb: an output of the type application/javascript", "kB with its figures; 2000 at most",
        "CITATION.cff: names version 9", "CITATION.cff: Another Work is not in references.bib",
        "studies/long.ipynb: was not processed", "sidebar.yml: studies/hidden.ipynb is not both",
    ],
}


def make(folder: Path, notebooks: dict[str, list[dict]]):
    "Write a little nbdev project and export it."
    nbs = folder / "nbs"
    for name, cells in notebooks.items():
        file = nbs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        cells = [{"id": f"cell{i}", **cell} for i, cell in enumerate(cells)]
        file.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1))
    (folder / "settings.ini").write_text(SETTINGS)
    (folder / "scratch").mkdir()
    subprocess.run([sys.executable, "-c", "from nbdev.doclinks import nbdev_export; nbdev_export()"], cwd=folder, check=True)


def tool(name: str, folder: Path) -> tuple[int, str]:
    "Exit status and output of one of the tools in a project."
    done = subprocess.run([sys.executable, str(TOOLS / name)], cwd=folder, text=True, capture_output=True)
    return done.returncode, done.stdout + done.stderr


def cite(folder: Path, version: str, title: str):
    "Write a citation file and a bibliography of one work."
    (folder / "CITATION.cff").write_text(f"version: {version}\nreferences:\n  - title: {title}\n")
    (folder / "references.bib").write_text("@misc{a, title = {The {Work}}, year = {2020}}\n")


def try_sound(folder: Path):
    "Nothing is found in the sound project; its README and sidebar come out right."
    make(folder, SOUND)
    cite(folder, "0.0.1", "The Work")
    for name in ("tutorials/dot.png", "assets/dot.png"):
        (folder / "nbs" / name).parent.mkdir(exist_ok=True)
        (folder / "nbs" / name).write_bytes(b"")
    for name in ("check_notebooks.py", "proc_docs.py", "check_docs.py", "readme.py"):
        status, output = tool(name, folder)
        assert status == 0, f"{name} on the sound project:\n{output}"
    page = (folder / "_check/numbers.html").read_text()
    assert 'href="https://nobody.example.com/scratch/numbers.html#double"' in page, page
    readme, sidebar = (folder / "README.md").read_text(), (folder / "_proc/sidebar.yml").read_text()
    assert "(https://nobody.example.com/scratch/tutorials/first.html#one-step)" in readme, readme
    assert "![scratch. A note]" in readme and "(index_files/figure-commonmark/index_1.png)" in readme, readme
    assert "![A dot](nbs/assets/dot.png)" in readme, readme
    study, gallery = (folder / "_check/studies/long.html").read_text(), (folder / "_check/studies/gallery.html").read_text()
    assert 'alt="One pixel. It rains. One pixel, small. up: light"' in study, study
    assert 'src="thumbnails/long.jpg"' in gallery and "thumbnails/short.jpg" not in gallery and "It fails." in gallery, gallery
    assert (folder / "_proc/studies/thumbnails/long.jpg").exists()
    order = ("index.ipynb", "Lessons", "first_graph", "10_first", "Studies", "gallery", "long", "The machinery", "00_numbers", "glossary")
    places = [sidebar.index(word) for word in order]
    assert places == sorted(places), sidebar


def try_broken(folder: Path):
    "Everything is found in the broken one."
    make(folder, BROKEN)
    cite(folder, "9", "Another Work")
    (folder / "nbs/tutorials/.notest").write_text("")
    (folder / "large.bin").write_bytes(bytes(400_000))
    tool("proc_docs.py", folder)
    (folder / "_proc/studies/long.ipynb").unlink()
    sidebar = folder / "_proc/sidebar.yml"
    sidebar.write_text(sidebar.read_text().replace("studies/hidden.ipynb", "studies/gone.ipynb"))
    (folder / "nbs/index.ipynb").write_text("{ no JSON")
    for name, expected in EXPECTED.items():
        status, output = tool(name, folder)
        missed = [what for what in expected if what not in output]
        assert status and not missed, f"{name} did not find {missed}:\n{output}"


def main():
    for trial in (try_sound, try_broken):
        with tempfile.TemporaryDirectory(prefix="graphnn-") as folder: trial(Path(folder))
    print("the checks found", sum(map(len, EXPECTED.values())), "kinds of fault, and none where there was none")


if __name__ == "__main__":
    main()
