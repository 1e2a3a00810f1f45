"""The processed pages in `_proc/`: where each is published, and its text as Markdown. Shared by the other tools.

nbdev writes the processed notebooks; Quarto would render them. `markdown` puts together what Quarto would hand to pandoc.
"""
import base64
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pypandoc
import yaml
from nbdev.config import get_config

IMAGES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}


@dataclass
class Page:
    source: PurePosixPath  # where the notebook lies below nbs/, e.g. tutorials/first_look.ipynb
    target: PurePosixPath  # where the site has it, e.g. tutorials/first_look.html
    front: dict            # YAML front matter: title, description, output-file
    cells: list            # the other cells


def root() -> Path:
    "Folder of settings.ini."
    return get_config().config_path


def site_url() -> str:
    "Where the site is published, without a slash at the end."
    cfg = get_config()
    return f"{cfg.doc_host}{cfg.doc_baseurl}".rstrip("/")


def text(value: str | list[str]) -> str:
    "Notebooks store text as a string or as a list of lines."
    return value if isinstance(value, str) else "".join(value)


def load_page(file: Path, folder: Path) -> Page:
    "Read one processed notebook."
    cells, front = json.loads(file.read_text(encoding="utf-8"))["cells"], {}
    if cells and cells[0]["cell_type"] == "raw":
        front = yaml.safe_load(text(cells.pop(0)["source"]).strip().strip("-")) or {}
    source = PurePosixPath(file.relative_to(folder).as_posix())
    return Page(source, source.with_name(front.get("output-file", f"{source.stem}.html")), front, cells)


def load_pages() -> list[Page]:
    "Read every processed notebook of the project."
    folder = root() / "_proc"
    return [load_page(file, folder) for file in sorted(folder.rglob("*.ipynb"))]


def markdown(page: Page, images: Path) -> str:
    "A page as Markdown; its stored figures are written into the folder `images`."
    parts = []
    for cell in page.cells:
        parts += _code_cell(cell, page, images) if cell["cell_type"] == "code" else [text(cell["source"])]
    return "\n\n".join(parts)


def _code_cell(cell: dict, page: Page, images: Path) -> list[str]:
    "Source and outputs of a code cell, as far as its `#|` options show them."
    source = text(cell["source"])
    options = dict(re.findall(r"^#\|\s*([\w-]+):\s*(.*?)\s*$", source, re.M))
    code = re.sub(r"^#\|.*\n?", "", source, flags=re.M).strip("\n")
    if options.get("include") == "false": return []
    parts = [_fence(code, "python")] if code and options.get("echo") != "false" else []
    if options.get("output") == "false": return parts
    alt = json.loads(options["fig-alt"]) if options.get("fig-alt", "").startswith('"') else options.get("fig-alt", "")
    return parts + [_output(output, page, images, alt) for output in cell.get("outputs", [])]


def _output(output: dict, page: Page, images: Path, alt: str) -> str:
    "One stored output, in the form that Quarto prefers for a web page."
    data = output.get("data", {})
    if "text/markdown" in data: return text(data["text/markdown"])
    for kind, suffix in IMAGES.items():
        if kind in data: return _figure(text(data[kind]), suffix, page, images, alt)
    if "text/html" in data: return _fence(text(data["text/html"]), "{=html}")
    return _fence(text(data.get("text/plain", output.get("text", ""))))


def _figure(data: str, suffix: str, page: Page, images: Path, alt: str) -> str:
    "Write a stored figure to a file and give the Markdown that shows it, with its alternative text."
    images.mkdir(parents=True, exist_ok=True)
    stem = page.target.stem
    file = images / f"{stem}_{len(list(images.glob(f'{stem}_*'))) + 1}{suffix}"
    file.write_bytes(data.encode() if suffix == ".svg" else base64.b64decode(data))
    told = re.sub(r"([\[\]*_`$<>|~^])", r"\\\1", alt)
    return f"![{told}]({file.name})"


def _fence(body: str, kind: str = "") -> str:
    "A code block whose fence is longer than any that its text holds."
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
    return f"{ticks}{' ' if kind else ''}{kind}\n{body.rstrip()}\n{ticks}"


def pandoc(body: str, *options: str) -> tuple[str, str]:
    "Convert Markdown with pandoc: the result, and what pandoc complained of."
    command = [pypandoc.get_pandoc_path(), *options]
    done = subprocess.run(command, input=body, text=True, encoding="utf-8", capture_output=True)
    return done.stdout, done.stderr.strip() or ("" if done.returncode == 0 else f"exit status {done.returncode}")
