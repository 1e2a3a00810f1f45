"""Check the types of the public face: python tools/check_types.py

mypy reads the stubs that the wheel carries (tools/stubs.py), and against them the code of the README and the lessons, which call the
package as a reader does, and a few calls that are wrong. It sees no other package, so it takes seconds and has no opinion on theirs.
"""
import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from stubs import write

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--no-site-packages", "--ignore-missing-imports", "--warn-unused-ignores", "--no-error-summary", "--hide-error-context",
           "--python-version", "3.10"]
WRONG = '''
from graphnn.graph import LayeredGraph
from graphnn.networks import build
from graphnn.neurons import neuron_graph
G = neuron_graph(build("digits_cnn", classes="two"), None, at=3)  # type: ignore[arg-type]
G.subgrpah(["conv1"])    # type: ignore[attr-defined]
G.coarsen()              # type: ignore[call-arg]
G.coarsen("layers").outputs_of  # type: ignore[attr-defined]
G.density("all")         # type: ignore[operator]
LayeredGraph(layers=3, blocks=[])  # type: ignore[arg-type]
'''


def code(notebook: Path) -> str:
    "The code of a notebook as one module, a line for a line."
    cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    return "\n".join(["from IPython.display import display", *("pass" if re.match(r"\s*[%!]", line) else line for line in lines), ""])


def main() -> int:
    notebooks = [ROOT / "nbs/index.ipynb", *sorted((ROOT / "nbs/tutorials").glob("*.ipynb"))]
    with TemporaryDirectory() as folder:
        package = Path(folder) / "graphnn"
        package.mkdir()
        write(ROOT / "graphnn", package)
        (Path(folder) / "wrong.py").write_text(WRONG)
        for notebook in notebooks: (Path(folder) / f"{notebook.stem}.py").write_text(code(notebook), encoding="utf-8")
        found = subprocess.run([sys.executable, "-m", "mypy", *OPTIONS, "--cache-dir", "cache", "."], cwd=folder, text=True, capture_output=True)
    problems = [line for line in found.stdout.splitlines() if ": error:" in line and 'incompatible type "**dict[' not in line]  # one type for all
    for line in problems: print("problem:", line)
    if found.stderr: print(found.stderr)
    print(f"types: {len(notebooks)} notebooks read against the stubs, {len(problems)} problems")
    return bool(problems or found.stderr or found.returncode not in (0, 1))


if __name__ == "__main__":
    sys.exit(main())
