"""Run the lessons as a reader would: each from the installed wheel, in an empty folder, with nothing of the checkout beside it.

    python tools/lessons.py [lesson ...]        # all by default; takes a few minutes

Builds the wheel and installs it, without its requirements, into a folder of its own; `--site FOLDER` names one where that is done. Prints for each lesson the seconds
that it took and the files that it left, of which there must be one, for a lesson ends in something to keep.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from proc_docs import LESSONS

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60  # seconds for a lesson, of the processor
RUN = """
import os, sys
from execnb.nbio import read_nb
from execnb.shell import CaptureShell
import graphnn
assert graphnn.__file__.startswith(sys.argv[2]), f"graphnn is that of {graphnn.__file__}"
shell = CaptureShell(sys.argv[1])
shell.run_all(read_nb(sys.argv[1]), exc_stop=True)
"""


def install(folder: Path) -> Path:
    "The wheel of this checkout, built and installed into a folder."
    for command in (["build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)],
                    ["pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site")]):
        wheels = [str(file) for file in (folder / "dist").glob("*.whl")] if command[0] == "pip" else []
        subprocess.run([sys.executable, "-m", *command, *wheels], check=True, stdout=subprocess.DEVNULL)
    return folder / "site"


def run(lesson: str, site: Path) -> tuple[str, float, list[str]]:
    "What went wrong with a lesson, the seconds of the processor that it took, and the files that it left."
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]  # what else is on the path stands behind the wheel
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "TMPDIR": folder, "MPLBACKEND": "agg"}
        env.pop("GRAPHNN_DATA", None)
        before = os.times()
        done = subprocess.run([sys.executable, "-c", RUN, str(ROOT / "nbs" / "tutorials" / f"{lesson}.ipynb"), str(site)],
                              cwd=folder, env=env, text=True, capture_output=True)
        after = os.times()
        files = sorted(file.name for file in Path(folder).rglob("*") if file.is_file())
    seconds = after.children_user - before.children_user + after.children_system - before.children_system
    return done.stderr.strip()[-2000:] if done.returncode else "", seconds, files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", default=LESSONS)
    parser.add_argument("--site", type=Path, help="where the wheel is installed already")
    told, failed = parser.parse_args(), 0
    with tempfile.TemporaryDirectory() as folder:
        site = (told.site or install(Path(folder))).resolve()
        for lesson in told.lessons:
            problem, seconds, files = run(lesson, site)
            if not problem and not files: problem = "it leaves nothing to keep"
            if not problem and seconds > LIMIT: problem = f"it takes more than {LIMIT} s"
            failed += bool(problem)
            print(f"{'FAIL' if problem else 'ok  '}  {lesson:18} {seconds:5.0f} s  {problem or ', '.join(files[:6])}", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
