"""The picture of a report on the home page and in the README: nbs/assets/report.png.

    python tools/screenshot.py [report.html]

Without a report it makes one of the network that ships with the package. Needs Chromium (Debian's package `chromium`).
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

TARGET = Path(__file__).resolve().parent.parent / "nbs" / "assets" / "report.png"
SIZE = 1280, 960  # of the window, in pixels
LIMIT = 150_000   # bytes


def browser() -> str:
    "The command of Chromium."
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None: raise SystemExit("Chromium is not here; on Debian and Ubuntu: apt install chromium")
    return found


def take(report: Path, picture: Path):
    "What a reader sees first of a report."
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
    size = "{},{}".format(*SIZE)
    subprocess.run([browser(), *flags, f"--window-size={size}", "--virtual-time-budget=20000", f"--screenshot={picture}", report.as_uri()],
                   check=True, capture_output=True, timeout=300)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report, picture = Path(folder, "xray.html"), Path(folder, "report.png")
        if len(sys.argv) > 1: report = Path(sys.argv[1]).resolve()
        else: subprocess.run([sys.executable, "-c", "from graphnn.xray import xray; import sys; xray(out=sys.argv[1])", str(report)], check=True)
        take(report, picture)
        TARGET.parent.mkdir(exist_ok=True)
        Image.open(picture).convert("RGB").quantize(128).save(TARGET, optimize=True)
    size = TARGET.stat().st_size
    print(f"{TARGET.name}: {size // 1000} kB")
    return size > LIMIT


if __name__ == "__main__":
    sys.exit(main())
