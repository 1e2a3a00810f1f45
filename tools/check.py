"""All tests and checks of the project. Last line: "N passed, N failed".

    python3 tools/run.py test [--only WORDS] [--timeout SECONDS] [--flags 'slow cuda'] [--keep]

They run on a copy of the checkout in a temporary folder, so that no work is touched, committed or not. They need no network
and refuse it. Numbered pages and lessons also run without GRAPHNN_DATA and with an empty cache; only studies see the data.
"""
import argparse
import difflib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
NO_NETWORK = '''"""Loaded by every Python of the tests: refuses connections to other machines."""
import socket

def _refusing(original):
    def call(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _local(address[0]): raise OSError(f"the tests have no network: {address}")
        return original(self, address, *rest)
    return call

def _local(host): return not host or host in ("localhost", "::1", "0.0.0.0") or str(host).startswith("127.")

def _getaddrinfo(host, *args, _original=socket.getaddrinfo, **kwargs):
    if host is not None and not _local(host.decode() if isinstance(host, bytes) else host):
        raise socket.gaierror(f"the tests have no network: {host}")
    return _original(host, *args, **kwargs)

socket.socket.connect, socket.socket.connect_ex = _refusing(socket.socket.connect), _refusing(socket.socket.connect_ex)
socket.getaddrinfo = _getaddrinfo
'''
IMPORT_ALL = '''"""Import every module of the installed package, from outside the checkout."""
import importlib, pkgutil, sys
from importlib.metadata import distribution
from pathlib import Path

site = Path(sys.argv[1])
import graphnn
assert Path(graphnn.__file__).is_relative_to(site), f"imported {graphnn.__file__}"
names = [module.name for module in pkgutil.walk_packages(graphnn.__path__, "graphnn.")]
for name in names: importlib.import_module(name)
heavy = {"bokeh", "h5py", "igraph", "matplotlib", "networkit", "pandas", "seaborn", "sklearn", "torch_geometric"} & sys.modules.keys()
assert not heavy, f"imported before they are used: {sorted(heavy)}"
dist = distribution("graphnn")
assert dist.version == graphnn.__version__, f"{dist.version} is packaged, {graphnn.__version__} is imported"
for entry in dist.entry_points: entry.load()
metadata, assets = dist.metadata, {file.name for file in Path(graphnn.__file__).with_name("assets").iterdir()}
licences = {Path(name).name: dist.read_text(f"licenses/{name}") for name in metadata.get_all("License-File")}
assert {"LICENSE", "LICENCES.md", "brains.LICENSE.txt"} <= licences.keys() and all(licences.values()), f"licences: {sorted(licences)}"
untold = {name for name in assets if f"`{name}`" not in licences["LICENCES.md"]} - licences.keys()
assert not untold, f"shipped without a licence: {sorted(untold)}"
assert any("SECURITY.md" in url for url in metadata.get_all("Project-URL")), "no word of SECURITY.md"
print(len(names), "modules imported;", *(f"{entry.group}: {entry.name}" for entry in dist.entry_points))
'''


def tool(name: str) -> tuple[str, str]:
    "The command that runs a script of tools/."
    return sys.executable, f"tools/{name}"


class Failed(Exception):
    """A check failed; the message is what to show."""


class Checks:
    "Runs checks on a copy of the checkout and counts them."

    def __init__(self, folder: Path, args: argparse.Namespace):
        self.folder, self.args = folder, args
        self.tree, self.guard, self.cache = folder / "graphnn", folder / "guard", folder / "cache"
        self.passed, self.failed = 0, []
        lines = (CHECKOUT / ".gitignore").read_text().splitlines()  # read here: a bare machine has no git
        ignored = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
        shutil.copytree(CHECKOUT, self.tree, symlinks=True, ignore=shutil.ignore_patterns(".git", *ignored))
        self.guard.mkdir()
        self.cache.mkdir()
        (self.guard / "sitecustomize.py").write_text(NO_NETWORK)

    def environment(self, **changes: str) -> dict[str, str]:
        "Environment of a check: the copied package first, no network, an empty cache, no data."
        scripts = Path(sys.executable).parent  # of the virtual environment; a symlink, so not resolved
        fixed = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": f"{self.guard}{os.pathsep}{self.tree}",
                 "XDG_CACHE_HOME": str(self.cache), "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive", "PIP_NO_INDEX": "1"}
        dropped = {"IN_TEST", "GRAPHNN_DATA", "GRAPHNN_CACHE", "TORCH_HOME"}
        return {k: v for k, v in os.environ.items() if k not in dropped} | fixed | changes

    def call(self, *command: str, cwd: Path | None = None, env: dict[str, str] | None = None, seconds: float = 600,
             show: str = "") -> str:
        "Output of a command in the copy; lines that match `show` are shown at once. Fails as the command does."
        process = subprocess.Popen(command, cwd=cwd or self.tree, env=env or self.environment(), text=True, encoding="utf-8",
                                   errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        timed_out = []
        def stop():
            timed_out.append(True)
            os.killpg(process.pid, signal.SIGKILL)
        timer = threading.Timer(seconds, stop)
        timer.start()
        lines = []
        try:
            for line in process.stdout:
                lines.append(line)
                if show and re.search(show, line): print("     ", line.strip(), flush=True)
        except BaseException:
            stop()
            raise
        finally: timer.cancel()
        output = "".join(lines)
        if process.wait() == 0 and not timed_out: return output
        raise Failed(output + (f"\nstopped after {seconds:.0f} s" if timed_out else f"\nexit status {process.returncode}"))

    def count(self, name: str, problem: str = "", seconds: float | None = None):
        "Record and print one result."
        took = "" if seconds is None else f"  ({seconds:.1f} s)"
        if problem: self.failed.append(name)
        else: self.passed += 1
        print(f"FAIL  {name}{took}\n{problem}" if problem else f"ok    {name}{took}", flush=True)

    def check(self, name: str, function: Callable[[], object]):
        "Run one check, unless --only asks for others."
        if self.args.only and not re.search(self.args.only, name, re.I): return
        start, problem = time.time(), ""
        try: function()
        except Failed as failure: problem = "\n".join(str(failure).splitlines()[-80:])
        except Exception: problem = traceback.format_exc()
        self.count(name, problem, time.time() - start)

    def unchanged(self, where: str, *command: str, clear: str = ""):
        "A command must leave a file or folder as it was, also if the files that match `clear` are removed before."
        before = read_files(self.tree / where)
        for file in (self.tree / where).glob(clear) if clear else (): file.unlink()
        self.call(*command)
        after = read_files(self.tree / where)
        wrong = [name for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)]
        if wrong: raise Failed("\n".join(difference(f"{where}/{name}", before.get(name), after.get(name)) for name in wrong))

    def run_all(self):
        self.check("notebooks and files", lambda: self.call(*tool("check_notebooks.py"), show="^advice"))
        self.check("notebooks are clean (nbdev_clean)", lambda: self.unchanged("nbs", "nbdev_clean"))
        self.check("library is in sync (nbdev_export)", self.export)
        self.check("ruff", lambda: self.call(sys.executable, "-m", "ruff", "check", "--no-cache", "."))
        self.check("requirements have lower bounds", lambda: self.call(*tool("lowest.py")))
        nbs = self.tree / "nbs"
        studies = sorted(nbs.glob("studies/**/*.ipynb"))
        pages = [file for file in sorted(nbs.rglob("*.ipynb")) if file not in studies]
        data = {k: str(Path(v).resolve()) for k, v in os.environ.items() if k == "GRAPHNN_DATA" and v}
        with ThreadPoolExecutor(1) as beside:  # most of what a page does, and a check, is on one core: three at a time fill two
            told = beside.submit(self.read_all)
            self.notebooks("pages and lessons", pages, ["--skip_folder_re", "^([_.]|studies$)"], {})
            self.notebooks("studies", studies, ["--path", "nbs/studies"], data)
            told.result()

    def read_all(self):
        "The checks that only read the copy, and so may run beside the notebooks."
        self.check("types of the public face", lambda: self.call(*tool("check_types.py"), show="^types:"))
        self.check("the document checks find what is wrong", lambda: self.call(*tool("selftest.py")))
        self.check("docs: processing", lambda: self.call(*tool("proc_docs.py")))
        self.check("docs: links, anchors, images, maths, symbols", lambda: self.call(*tool("check_docs.py"), show="^docs:"))
        self.check("README.md is the home page", lambda: self.unchanged("README.md", *tool("readme.py")))
        self.check("wheel and sdist", self.wheel)
        self.check("reports in a browser (where Chromium and playwright are installed)",
                   lambda: self.call(*tool("browser.py"), "digits_cnn", "gpt", "notebook", show="^browser:"))

    def export(self):
        "Exporting from scratch must give the committed package: a module whose notebook is gone shows too."
        kept = self.folder / "package"
        shutil.copytree(self.tree / "graphnn", kept)
        try: self.unchanged("graphnn", "nbdev_export", clear="[!_]*.py")
        finally:  # the other checks look at the package as it is committed
            shutil.rmtree(self.tree / "graphnn")
            kept.rename(self.tree / "graphnn")

    def wheel(self):
        "The wheel, made from the sdist, holds the whole package and works where there is no checkout."
        dist, site = self.folder / "dist", self.folder / "site"
        self.call(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist))
        wheels = [str(file) for file in dist.glob("*.whl")]
        self.call(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), *wheels)
        packed, package = read_files(site / "graphnn"), read_files(self.tree / "graphnn")
        types = {name: packed.pop(name) for name in list(packed) if name == "py.typed" or name.endswith(".pyi")}
        untyped = {"py.typed", *(Path(name).with_suffix(".pyi").name for name in package if name.endswith(".py"))} - types.keys() - {"_modidx.pyi"}
        if untyped: raise Failed(f"the wheel has no {sorted(untyped)}")
        if packed != package: raise Failed(f"the wheel and the checkout differ in {sorted(packed.keys() ^ package.keys())}")
        env = self.environment(PYTHONPATH=f"{self.guard}{os.pathsep}{site}")
        script = self.guard / "import_all.py"
        script.write_text(IMPORT_ALL)
        print("     ", self.call(sys.executable, str(script), str(site), cwd=Path("/"), env=env).strip())

    def notebooks(self, name: str, files: list[Path], options: list[str], data: dict[str, str]):
        "Run notebooks with nbdev_test; each counts as one test, and one that nbdev_test left out has failed."
        if not files or self.args.only and not re.search(self.args.only, f"nbdev_test {name}", re.I): return
        print(f"--    nbdev_test: {len(files)} {name}" + ("" if data or name != "studies" else ", without GRAPHNN_DATA"), flush=True)
        workers = min(self.args.workers, len(files))
        command = ["nbdev_test", "--do_print", "--timing", "--n_workers", str(workers), "--flags", self.args.flags, *options]
        try: output = self.call(*command, env=self.environment(**data), seconds=self.args.timeout, show="^- Completed")
        except Failed as failure: output, stopped = str(failure), True
        else: stopped = False
        done = {Path(found) for found in re.findall(r"- Completed (.*?\.ipynb)", output)}
        failed = {Path(found) for found in re.findall(r"^\S+ in (.*\.ipynb):$", output, re.M)}  # heads of tracebacks
        listed = output.partition("nbdev Tests Failed On The Following Notebooks:")[2].split()
        failed |= {file for file in files if file.name in listed and file.name not in {known.name for known in failed}}
        if stopped: print("\n".join(line for line in output.splitlines() if not re.match(r"Starting|- Completed", line)))
        for file in files:
            seconds = re.search(rf"^{re.escape(file.name)}: (\d+) secs", output, re.M)
            problem = "see above" if file in failed else "was not run to its end" if file not in done else ""
            self.count(file.relative_to(self.tree).as_posix(), problem, float(seconds[1]) if seconds else None)
        if stopped and not failed and done >= set(files): self.count(f"nbdev_test on {name}", "it failed and named no notebook")


def read_files(path: Path) -> dict[str, bytes]:
    "Contents of a file, or of the files in a folder, by name."
    if path.is_file(): return {path.name: path.read_bytes()}
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*")
            if file.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(file.parts)}


def difference(name: str, before: bytes | None, after: bytes | None) -> str:
    "The first lines in which two versions of a file differ."
    if before is None or after is None: return f"{name}: {'missing' if before is None else 'left over'} in the checkout"
    a, b = (version.decode(errors="replace").splitlines() for version in (before, after))
    return "\n".join(list(difflib.unified_diff(a, b, f"{name} (checkout)", f"{name} (made anew)", lineterm="", n=1))[:30])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only checks whose name matches this pattern, e.g. docs, ruff or nbdev_test")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for all pages together, and for all studies")
    parser.add_argument("--flags", default="", help="run notebook cells with these flags too, e.g. 'slow cuda'")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 4), help="notebooks at a time")
    parser.add_argument("--keep", action="store_true", help="keep the temporary copy and say where it is")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="graphnn-"))
    checks = Checks(folder, args)
    try: checks.run_all()
    finally:
        if args.keep: print("kept:", folder)
        else: shutil.rmtree(folder, ignore_errors=True)
    for name in checks.failed: print("failed:", name)
    if not checks.passed + len(checks.failed): checks.failed.append("nothing was checked")
    print(f"{checks.passed} passed, {len(checks.failed)} failed")
    return bool(checks.failed)


if __name__ == "__main__":
    sys.exit(main())
