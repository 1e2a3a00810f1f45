"""Write type stubs of the public face: python tools/stubs.py FOLDER, and FOLDER/name.pyi is written for each module of the package.

A type checker reads sources, and there does not see what `@patch` adds to a class of another module, nor through decorators such
as `@checked`. In a stub a method stands in its class and a function has the signature it was written with. The wheel carries them
(`setup.py` calls `write`); the checkout does without.
"""
import ast
import copy
import sys
from pathlib import Path

KEPT = {"property", "staticmethod", "classmethod", "contextmanager", "overload", "dataclass", "abstractmethod"}
ANY = ast.Name("Any")


def says(node: ast.expr) -> str:
    "The name of a decorator, without its module and arguments."
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_public(name: str) -> bool:
    return not name.startswith("_") or name.startswith("__") and name.endswith("__")


def changed(node: ast.stmt, **fields: object) -> ast.stmt:
    "A copy of a statement with other parts."
    node = copy.copy(node)
    for name, value in fields.items(): setattr(node, name, value)
    return node


def signature(f: ast.FunctionDef) -> ast.FunctionDef:
    "A function without its body; defaults that are no constants are not told."
    known = [d for d in f.decorator_list if says(d) in KEPT or isinstance(d, ast.Attribute) and d.attr == "setter"]
    known += [ast.Name("property") for d in f.decorator_list if says(d) == "cached_property"]
    plain = lambda d: d if d is None or isinstance(d, ast.Constant) else ast.Constant(...)
    a = f.args
    args = ast.arguments(a.posonlyargs, a.args, a.vararg, a.kwonlyargs, [*map(plain, a.kw_defaults)], a.kwarg, [*map(plain, a.defaults)])
    doc = [ast.Expr(ast.Constant(text))] if (text := ast.get_docstring(f)) else []
    returns = f.returns or (ast.Constant(None) if f.name == "__init__" else ANY)
    return changed(f, args=args, body=[*doc, ast.Expr(ast.Constant(...))], decorator_list=known, returns=returns)


def declared(name: str, annotation: ast.expr = ANY) -> ast.AnnAssign:
    return ast.AnnAssign(ast.Name(name), annotation, None, 1)


def attributes(node: ast.ClassDef, known: set[str]):
    "What a class's methods keep in `self`."
    for f in (part for part in node.body if isinstance(part, ast.FunctionDef)):
        for part in ast.walk(f):
            if not (isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and ast.unparse(part.value) == "self"): continue
            if not is_public(part.attr) or part.attr in known: continue
            known.add(part.attr)
            yield declared(part.attr)


def class_stub(node: ast.ClassDef) -> ast.ClassDef:
    "A class with the signatures of its public methods, its fields and what its methods set."
    body: list[ast.stmt] = [ast.Expr(ast.Constant(text))] if (text := ast.get_docstring(node)) else []
    known = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and is_public(part.name) and part.name != "__getattr__": body.append(signature(part))
        elif isinstance(part, ast.AnnAssign) and is_public(part.target.id): body.append(part)
        elif isinstance(part, ast.Assign):
            body += [declared(t.id) for t in part.targets if isinstance(t, ast.Name) and is_public(t.id)]
    known |= {part.target.id for part in body if isinstance(part, ast.AnnAssign)}
    if not any(says(base) in ("NamedTuple",) for base in node.bases): body += attributes(node, known)
    bases = [ast.Name("Path") if ast.unparse(base) == "type(Path())" else base for base in node.bases]  # the path of this system
    return changed(node, bases=bases, body=body or [ast.Expr(ast.Constant(...))], decorator_list=[d for d in node.decorator_list if says(d) in KEPT])


def patched(f: ast.FunctionDef) -> ast.FunctionDef:
    "The method that a function under `@patch` becomes; where it gives what it is called on, so it does for classes derived from that."
    made, kind = signature(f), ast.unparse(f.args.args[0].annotation)
    made.args.args[0] = ast.arg("self")
    options = {k.arg for d in f.decorator_list if says(d) == "patch" and isinstance(d, ast.Call) for k in d.keywords}
    made.decorator_list += [ast.Name(word) for option, word in (("as_prop", "property"), ("cls_method", "classmethod")) if option in options]
    return changed(made, returns=ast.Name("Self")) if ast.unparse(made.returns) == kind else made


def statements(tree: ast.Module, public: set[str]):
    "The statements of a module's stub, and the methods that it adds to classes, as (class, function)."
    used = {n.id for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for a in [*f.args.args, *f.args.kwonlyargs, f]
            for n in ast.walk(getattr(a, "annotation", None) or getattr(a, "returns", None) or ANY) if isinstance(n, ast.Name)}
    stub, methods = ast.parse("from typing import Any\nfrom typing_extensions import Self").body, []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom): stub.append(node)
        elif isinstance(node, ast.ClassDef): stub.append(class_stub(node))
        elif isinstance(node, ast.FunctionDef) and any(says(d) == "patch" for d in node.decorator_list):
            kinds = node.args.args[0].annotation
            if is_public(node.name): methods += [(n.id, patched(node)) for n in ast.walk(kinds) if isinstance(n, ast.Name)]
        elif isinstance(node, ast.FunctionDef) and node.name in public: stub.append(signature(node))
        elif isinstance(node, ast.Assign):
            for name in (t.id for t in node.targets if isinstance(t, ast.Name)):
                if name == "__all__" or name in used or says(node.value) == "namedtuple": stub.append(node)
                elif name in public: stub.append(declared(name))
        elif isinstance(node, ast.AnnAssign) and node.target.id in public: stub.append(node)
    return stub, methods


def stubs(package: Path) -> dict[str, str]:
    "The stub of each module of a package, by the module's name."
    trees = {file.stem: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(package.glob("*.py")) if file.stem != "_modidx"}
    public = {name: {n for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
                     for n in ast.literal_eval(node.value)} for name, tree in trees.items()}
    made = {name: statements(tree, public[name]) for name, tree in trees.items()}
    homes = {node.name: (name, node) for name, (stub, _) in made.items() for node in stub if isinstance(node, ast.ClassDef)}
    for name, (_, methods) in made.items():
        for kind, method in methods:
            home, node = homes[kind]
            node.body = [part for part in node.body if getattr(part, "name", "") != method.name] + [method]
            foreign = names(method) - bound(made[home][0]).keys()  # its annotations mean what they mean where it was written
            made[home][0][1:1] = [node for word, node in bound(trees[name].body, name).items() if word in foreign]
    return {name: text(stub, public[name]) for name, (stub, _) in made.items()}


def names(*nodes: ast.AST) -> set[str]:
    "The names that are read below nodes."
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}


def bound(body: list[ast.stmt], module: str = "") -> dict[str, ast.stmt]:
    "What a module takes in or defines, by name, each with the import that gets it, for its own from `module`."
    found: dict[str, ast.stmt] = {}
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names: found[(alias.asname or alias.name).partition(".")[0]] = changed(node, names=[alias])
        own = [node.name] if isinstance(node, ast.ClassDef) else [t.id for t in node.targets if isinstance(t, ast.Name)] if isinstance(node, ast.Assign) else []
        for name in own: found[name] = ast.ImportFrom(module, [ast.alias(name)], 1)
    return found


def text(stub: list[ast.stmt], public: set[str]) -> str:
    "A stub's source, with the imports that it needs."
    rest = [node for node in stub if not isinstance(node, ast.Import | ast.ImportFrom)]
    needed = names(*rest) | public
    imports = {word: node for word, node in bound([node for node in stub if node not in rest]).items() if word in needed - bound(rest).keys()}
    return ast.unparse(ast.fix_missing_locations(ast.Module([*imports.values(), *rest], []))) + "\n"


def write(package: Path, folder: Path):
    "Write the stubs of a package into a folder, and the mark that says its types are to be read."
    for name, text in stubs(package).items(): (folder / f"{name}.pyi").write_text(text, encoding="utf-8")
    (folder / "py.typed").write_text("")


if __name__ == "__main__":
    write(Path(__file__).resolve().parent.parent / "graphnn", Path(sys.argv[1]))
