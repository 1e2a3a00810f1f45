"""The pages of the site in a real browser, in the site's colours and type: python tools/look_at_site.py [--keep FOLDER] [page ...]

    python tools/proc_docs.py && python tools/check_docs.py && python tools/look_at_site.py

What `check_docs.py` rendered is opened in Chromium, 390 and 1,280 pixels wide, light and dark. A problem is a page wider than its window, or a block of code that scrolls
sideways at 1,280 pixels. Quarto's own frame of navigation is not here: a page has the width that `_quarto.yml` gives to its text. Needs Playwright's Python
package and Debian's Chromium, and says so where they are not. `--keep FOLDER` keeps pictures.
"""
import argparse
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCROLLS = """() => [...document.querySelectorAll("pre")].filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
    .filter((e) => e.matches(".sourceCode, .python")).map((e) => e.innerText.split("\\n").sort((a, b) => b.length - a.length)[0].slice(0, 110))"""
FRAME = """html {{ font-size: $font-size-root; font-family: $font-family-sans-serif; }} body {{ background: $body-bg; color: $body-color; max-width: {width}px; margin: 0 auto; padding: 0 24px; }}
body main {{ max-width: none; padding: 0; }} code, pre {{ font-family: $font-family-monospace; }} code {{ background: $code-bg; color: $code-color; }} a {{ color: $link-color; }}
pre {{ background: $code-block-bg; padding: .4em .75em; overflow-x: auto; }} pre code {{ background: none; }} code.sourceCode {{ white-space: pre-wrap !important; overflow-wrap: anywhere; }} td, th {{ padding: .2rem .6rem; }}"""


def style(scheme: str, width: int) -> str:
    "The site's own rules as CSS: its variables are put in their places."
    files = [(ROOT / "nbs" / "site" / f"{name}.scss").read_text(encoding="utf-8") for name in ("base", scheme)]
    known = dict(re.findall(r"^(\$[\w-]+): (.*);$", "".join(files), re.M))
    rules = FRAME.format(width=width) + "".join(file.partition("/*-- scss:rules --*/")[2] for file in files)
    for name in sorted(known, key=len, reverse=True): rules = rules.replace(name, known[name])
    return rules


def looked_at(page, file: Path, keep: Path | None, body: int) -> list[str]:
    "Problems of one page."
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('style').forEach((e) => e.remove()); document.body.innerHTML = '<main>' + document.body.innerHTML + '</main>'")
        page.add_style_tag(content=style(scheme, body))
        for width in (1280, 390):
            page.set_viewport_size(dict(width=width, height=900))
            if (over := page.evaluate(TOO_WIDE)) > 0: found.append(f"{width} px: {over} px too wide")
            if width == 1280 and (lines := page.evaluate(SCROLLS)): found.append(f"code scrolls: {lines[:2]}")
            if keep: page.screenshot(path=keep / f"{file.stem}-{width}-{scheme}.png", full_page=True)
        if not keep: break  # the dark differs in colours alone
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="such as index or tutorials/first_graph; all by default")
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    try: from playwright.sync_api import sync_playwright
    except ImportError: sync_playwright = None
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not sync_playwright: return print("skipped: Chromium or the package playwright is not installed, so no page was opened") or 0
    body = int(re.search(r"body-width: (\d+)px", (ROOT / "_quarto.yml").read_text(encoding="utf-8"))[1]) - 51
    files = [ROOT / "_check" / f"{name}.html" for name in told.pages] or sorted(f for f in (ROOT / "_check").rglob("*.html") if f.parent.name != "xrays")
    failed = 0
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page(reduced_motion="reduce")
        for file in files:
            found = looked_at(page, file, told.keep, body)
            failed += bool(found)
            if found: print(f"{file.relative_to(ROOT / '_check')}: {'; '.join(found)}", flush=True)
        browser.close()
    print(f"site: {len(files)} pages opened, {failed} with problems")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
