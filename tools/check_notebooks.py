"""Check the notebooks and the other files of a checkout, without running anything.

    python tools/check_notebooks.py

Each rule stands in a function of its own below, with its reason.
"""
import ast
import base64
import configparser
import json
import re
import sys
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

NBS = Path("nbs")
FILE_LIMIT = 300_000        # bytes, of a file that is no notebook
LINE_LIMIT = 140            # columns of code
SHOWN_LIMIT = 96            # columns of code that a page shows as it stands
NOTEBOOK_LIMIT = 700_000    # bytes: a page with a dozen figures
FIGURE_LIMIT = 200_000      # bytes, of one stored figure
FIGURE_WARNING = 75_000     # bytes
LARGE_FILES = {"graphnn/_modidx.py"}  # paths that may exceed FILE_LIMIT: nbdev's index of every symbol
HIDDEN = {".git", ".venv", "_proc", "_check", "_docs"}
MACHINE_PATH = re.compile(r"(?<![\w.:/~$}])/(?:root|home|Users|tmp|work)/[\w.-]+")


def text(value: str | list[str]) -> str:
    "Notebooks store text as a string or as a list of lines."
    return value if isinstance(value, str) else "".join(value)


def directives(cell: dict) -> set[str]:
    "The names after `#|` in a code cell, such as export or eval."
    return set(re.findall(r"^#\|\s*([\w-]+)", text(cell["source"]), re.M)) if cell["cell_type"] == "code" else set()


def output_texts(cell: dict) -> list[str]:
    "The stored text of a cell's outputs."
    found = []
    for output in cell.get("outputs", []):
        found.append(text(output.get("text", "")))
        found += [text(value) for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    return found


def has_title(cells: list[dict]):
    "nbdev takes title and subtitle from the first heading and drops whatever else stands in that cell."
    cell = next((text(c["source"]) for c in cells if c["cell_type"] == "markdown"), "")
    if not re.match(r"#\s+\S", cell.strip()):
        yield "the first prose cell must be '# Title' and '> subtitle'"
    elif [line for line in cell.strip().splitlines()[1:] if line.strip() and not re.match(r"> |- [\w-]+:", line)]:
        yield "prose in the title's cell is lost in the docs: give it a cell of its own"
    elif not re.search(r"^> \S", cell, re.M):
        yield "a '> subtitle' is missing: it becomes the module's docstring"


def has_no_stored_error(cells: list[dict]):
    "The site shows stored outputs."
    for i, cell in enumerate(cells):
        if any(output["output_type"] == "error" for output in cell.get("outputs", [])): yield f"cell {i}: a stored error"


def names_no_machine(cells: list[dict]):
    "A path of somebody's machine helps no reader and differs on every run."
    for i, cell in enumerate(cells):
        found = MACHINE_PATH.search("\n".join([text(cell["source"]), *output_texts(cell)]))
        if found: yield f"cell {i}: a path of one machine, {found[0]}"


def hides_no_test(cells: list[dict]):
    "A notebook or an assertion that never runs proves nothing."
    if any(re.search(r"^(- )?skip_exec: *true", text(c["source"]), re.M | re.I) for c in cells if c["cell_type"] != "code"):
        yield "skip_exec hides the whole page from nbdev_test"
    for i, cell in enumerate(cells):
        source = text(cell["source"])
        if re.search(r"^#\|\s*eval:\s*false", source, re.M | re.I) and re.search(r"\bassert|\btest_|expect_fail", source):
            yield f"cell {i}: assertions under 'eval: false'"


def has_small_figures(cells: list[dict], limit: int = FIGURE_LIMIT):
    "Stored figures are part of the history."
    for i, cell in enumerate(cells):
        for output in cell.get("outputs", []):
            for kind, value in output.get("data", {}).items():
                size = len(base64.b64decode(text(value))) if kind in ("image/png", "image/jpeg") else len(text(value))
                if size > limit: yield f"cell {i}: an output of {size // 1000} kB, {kind}"


def has_rather_small_figures(cells: list[dict]):
    "The house style asks for about 50 kB."
    return has_small_figures(cells, FIGURE_WARNING)


def has_no_noise(cells: list[dict]):
    "Warnings and progress bars on stderr are seldom meant to be read on the site."
    for i, cell in enumerate(cells):
        if any(output.get("name") == "stderr" for output in cell.get("outputs", [])): yield f"cell {i}: stores text from stderr"


def imports_alone(cells: list[dict]):
    "nbdev executes every cell that imports while it processes the docs, so such a cell must hold nothing else."
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "code" or directives(cell) & {"export", "exports", "exporti"}: continue
        code = [line for line in text(cell["source"]).splitlines() if line.strip() and not line.startswith("#")]
        imports = [bool(re.match(r"(import|from)\s", line)) for line in code]
        if any(imports) and not all(imports) and any(re.match(r"[A-Za-z_][\w.]*\s*(=|\()", line) for line in code):
            yield f"cell {i}: imports mixed with other code"


@cache
def installed_everywhere() -> set[str]:
    "Modules that come with the project's requirements, and with theirs."
    settings = configparser.ConfigParser()
    settings.read("settings.ini", encoding="utf-8")
    todo = " ".join(settings["DEFAULT"].get(kind, "") for kind in ("requirements", "optional_requirements", "dev_requirements")).split()
    known: set[str] = set()
    while todo:
        name = re.sub(r"[-_.]+", "-", re.match(r"[\w.-]*", todo.pop())[0].lower())
        if name in known: continue
        known.add(name)
        with suppress(metadata.PackageNotFoundError):
            todo += [need for need in metadata.requires(name) or [] if "extra ==" not in need]
    found = {module for module, homes in metadata.packages_distributions().items()
             if known & {re.sub(r"[-_.]+", "-", home.lower()) for home in homes}}
    return found | set(sys.stdlib_module_names) | {settings["DEFAULT"].get("lib_name", ""), "__future__"}


def imports_what_is_required(cells: list[dict]):
    "The docs are processed where only the requirements are installed; what else a cell wants, it reaches through `optional` or `build`."
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "code": continue
        for name in re.findall(r"^(?:import|from)\s+(\w+)", text(cell["source"]), re.M):
            if name not in installed_everywhere(): yield f"cell {i}: imports {name}, which no requirement brings"


def one_definition(cells: list[dict]):
    "A cell is one public definition, with the helpers that only it uses."
    for i, cell in enumerate(cells):
        if cell["cell_type"] != "code" or "export" not in directives(cell): continue
        names = re.findall(r"^(?:def|class) ([A-Za-z]\w*)", text(cell["source"]), re.M)
        if len(names) > 1: yield f"cell {i}: defines {', '.join(names)}; a cell holds one public definition"


def narrow_lines(cells: list[dict]):
    "A line that scrolls sideways is not read."
    for i, cell in enumerate(cells):
        longest = max(map(len, text(cell["source"]).splitlines()), default=0) if cell["cell_type"] == "code" else 0
        if longest > LINE_LIMIT: yield f"cell {i}: a line of {longest} columns; {LINE_LIMIT} at most"


def fits_the_page(cells: list[dict]):
    "The site shows about 96 columns of a cell; what is exported stands there as a signature, and what is hidden not at all."
    for i, cell in enumerate(cells):
        source = text(cell["source"])
        hidden = directives(cell) & {"export", "exporti", "hide", "hide_input"} or re.search(r"^#\|\s*(echo|include):\s*false", source, re.M)
        shown = [len(line) for line in source.splitlines() if cell["cell_type"] == "code" and not hidden and not line.startswith("#|")]
        longest = max(shown, default=0)
        if longest > SHOWN_LIMIT: yield f"cell {i}: shows a line of {longest} columns; {SHOWN_LIMIT} at most"


def says_none(cells: list[dict]):
    "A reader and a type checker take `x: int = None` for one that refuses None."
    for i, cell in enumerate(cells):
        if "export" not in directives(cell): continue
        for node in ast.walk(ast.parse(text(cell["source"]))):
            pairs = [(node.annotation, node.value)] if isinstance(node, ast.AnnAssign) else []
            if isinstance(node, ast.FunctionDef):
                args = [*node.args.posonlyargs, *node.args.args]
                pairs = [(arg.annotation, default) for arg, default in zip(args[::-1], node.args.defaults[::-1])]
                pairs += [(arg.annotation, default) for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults)]
            for kind, default in pairs:
                if kind is None or not isinstance(default, ast.Constant) or default.value is not None: continue
                if not re.search(r"\b(None|object|Any)\b", ast.unparse(kind)):
                    yield f"cell {i}: `{ast.unparse(kind)} = None`; write `{ast.unparse(kind)} | None = None`"


def shows_what_it_defines(cells: list[dict]):
    "A definition, what it means, and a visible cell that shows it and can fail; three public ones in a row have none between them."
    run: list[tuple[int, str]] = []
    for i, cell in enumerate([*cells, {"cell_type": "code", "source": "assert True"}]):
        if cell["cell_type"] != "code": continue
        source, found = text(cell["source"]), directives(cell)
        if found & {"export", "exporti"}:
            run += [(i, name) for name in re.findall(r"^(?:def|class) ([A-Za-z]\w*)", source, re.M)]
        elif "hide" not in found and re.search(r"\bassert|\btest_|expect_fail", source):
            if len(run) > 2: yield f"cells {run[0][0]} to {run[-1][0]}: {', '.join(name for _, name in run)} and no example between them"
            run = []


RULES = [has_title, has_no_stored_error, names_no_machine, hides_no_test, has_small_figures, imports_alone,
         imports_what_is_required, one_definition, narrow_lines, fits_the_page, says_none]
ADVICE = [has_rather_small_figures, has_no_noise, shows_what_it_defines]  # printed, and no failure


def check_notebook(file: Path):
    "Problems of one notebook; advice is printed."
    try: notebook = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        yield f"is no notebook: {error}"
        return
    if (notebook.get("nbformat"), notebook.get("nbformat_minor", 0)) < (4, 5): yield "nbformat 4.5 or newer is needed"
    for rule in RULES: yield from rule(notebook["cells"])
    for rule in ADVICE:
        for advice in rule(notebook["cells"]): print(f"advice: {file}: {advice}")
    exported = set().union(*map(directives, notebook["cells"])) & {"default_exp", "export", "exports", "exporti"}
    if exported and file.parent != NBS: yield "lessons and studies export nothing"


def check_modules(notebooks: list[Path]):
    "Two notebooks must not export the same module."
    home: dict[str, Path] = {}
    for file in notebooks:
        for name in re.findall(r'"#\|\s*default_exp\s+(\w+)', file.read_text(encoding="utf-8")):
            if name in home: yield f"{file}: module {name} is exported by {home[name]} too"
            home[name] = file


def public_names(file: Path) -> list[str]:
    "The names in a module's `__all__`."
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__": return ast.literal_eval(node.value)
    return []


def check_addresses(modules: list[Path]):
    "A name that two modules export has two pages, two links and two meanings to mend."
    home: dict[str, Path] = {}
    for file in modules:
        for name in public_names(file):
            if name in home: yield f"{file}: {name} is public in {home[name]} too"
            home.setdefault(name, file)


def syntax(file: Path) -> ast.Module:
    "The code of a notebook or of a script as one tree; every node of a notebook says as `cell` where it stands."
    if file.suffix == ".py": return ast.parse(file.read_text(encoding="utf-8"))
    body = []
    for i, cell in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] != "code": continue
        source = "".join("\n" if re.match(r"\s*[%!]", line) else line for line in text(cell["source"]).splitlines(keepends=True))
        try: found = ast.parse(source)
        except SyntaxError: continue  # which running the page shows
        for node in ast.walk(found): node.cell = i
        body += found.body
    return ast.Module(body, [])


def is_private(name: str) -> bool:
    "Such as `_layers`; named tuples document `_replace` and the like."
    return bool(re.match(r"_[^_]", name)) and name not in {"_fields", "_field_defaults", "_asdict", "_replace", "_make"}


def own_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    "Private names that a page defines: of itself, and of the members of its classes."
    names, members = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef): names.add(node.name)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store): names.add(node.id)
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef): members.add(part.name)
                if isinstance(part, ast.Assign): members |= {t.id for t in part.targets if isinstance(t, ast.Name)}
                if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name): members.add(part.target.id)
        if isinstance(node, ast.FunctionDef) and any("patch" in ast.unparse(d) for d in node.decorator_list): members.add(node.name)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node.value) == "self": members.add(node.attr)
    return set(filter(is_private, names)), set(filter(is_private, members))


def foreign_uses(tree: ast.Module, package: str, names: set[str], members: set[str], others: set[str]):
    "Nodes that use a private name of another page, and the name; `names` and `members` are the page's own, `others` members of any."
    modules = set()
    for node in ast.walk(tree):
        ours = isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").split(".")[0] == package)
        if ours: modules |= {a.asname or a.name for a in node.names}
        if ours: yield from ((node, a.name) for a in node.names if is_private(a.name))
        if isinstance(node, ast.Import): modules |= {a.asname or a.name for a in node.names if a.name.split(".")[0] == package}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            of_module = ast.unparse(node.value) in modules or ast.unparse(node.value).startswith(f"{package}.")
            if node.attr not in members and (node.attr in others or of_module and node.attr not in names): yield node, node.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "hasattr", "setattr") and len(node.args) > 1:
            name = getattr(node.args[1], "value", "")
            if isinstance(name, str) and is_private(name) and name in others - members: yield node, name


def check_privacy(files: list[Path]):
    "What stands behind an underscore may change with its page; another page uses what is public, or asks for it."
    settings = configparser.ConfigParser()
    settings.read("settings.ini")
    package = settings.get("DEFAULT", "lib_name", fallback="")
    trees = {}
    for file in files:
        try: trees[file] = syntax(file)
        except (UnicodeDecodeError, json.JSONDecodeError): continue  # which another rule tells
    own = {file: own_names(tree) for file, tree in trees.items()}
    others = set().union(*(members for _, members in own.values()))
    for file, tree in trees.items():
        for node, name in foreign_uses(tree, package, *own[file], others):
            yield f"{file}: {f'cell {node.cell}' if hasattr(node, 'cell') else f'line {node.lineno}'}: uses {name}, which is private to another page"


def check_definitions(modules: list[Path]):
    "The second of two definitions of one name takes the place of the first, in silence and for the whole module."
    for file in modules:
        names: set[str] = set()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name == "_": continue  # `_` is for a decorator alone
            if any("patch" in ast.dump(decorator) for decorator in node.decorator_list): continue    # a method, of one class or another
            if node.name in names: yield f"{file}: {node.name} is defined twice"
            names.add(node.name)


def check_files(folder: Path):
    "Large files and files that hide tests."
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or HIDDEN & set(file.relative_to(folder).parts): continue
        name, limit = file.relative_to(folder).as_posix(), NOTEBOOK_LIMIT if file.suffix == ".ipynb" else FILE_LIMIT
        if file.name == ".notest": yield f"{name}: hides its folder from nbdev_test"
        if file.stat().st_size > limit and name not in LARGE_FILES: yield f"{name}: {file.stat().st_size // 1000} kB, over {limit // 1000}"


def main() -> int:
    notebooks = sorted(NBS.rglob("*.ipynb"))
    problems = [f"{file}: {problem}" for file in notebooks for problem in check_notebook(file)]
    problems += [*check_modules(notebooks), *check_files(Path(".")), *check_privacy([*notebooks, *sorted(Path("benchmarks").glob("*.py"))])]
    modules = [file for file in sorted(Path(".").glob("*/*.py")) if file.parent.name not in HIDDEN]
    problems += [*check_addresses(modules), *check_definitions(modules)]
    if not notebooks: problems.append("no notebook below nbs/")
    for problem in problems: print("problem:", problem)
    print(f"notebooks: {len(notebooks)} read, {len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
