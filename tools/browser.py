"""Reports in a real browser: `python tools/browser.py [NETWORK[@INPUT] ...]` writes a report for each network and opens it in Chromium.

No word on the console, nothing wider than the window, text of at least 9 px, boxes of the picture that open and tell, by pointer and by keyboard, a page in the
dark, and a print without tables cut off. Needs Playwright's Python package and Debian's Chromium (or another that CHROMIUM names), and says so where they are not.
`--keep FOLDER` keeps reports and pictures.
"""
import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

NETWORKS = ["toy_mlp", "digits_cnn", "toy_cnn", "resnet18@3x64x64", "densenet121@3x64x64", "mobilenet_v2@3x64x64", "vgg11@3x64x64", "squeezenet1_1@3x64x64",
            "shufflenet_v2_x0_5@3x64x64", "vit_b_16@3x224x224"]
WIDTHS = [390, 1280, 2000]

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType == 3 && n.textContent.trim()))
    .filter((e) => !["SCRIPT", "STYLE", "OPTION", "TITLE"].includes(e.tagName) && parseFloat(getComputedStyle(e).fontSize) < 9).map((e) => e.tagName + ": " + e.textContent.slice(0, 40))"""
UNNAMED = """() => [...document.images].filter((i) => !i.alt || !i.naturalWidth).length"""
CUT = """() => [...document.querySelectorAll(".scroll, .paper")].filter((e) => e.checkVisibility() && e.scrollHeight > e.clientHeight + 2).length"""


def written(name, folder):
    "A report of a network by name, of random numbers where it takes no digits"
    from graphnn.xray import xray
    network, _, shape = name.partition("@")
    return xray(network, out=Path(folder) / f"{network}.html", **({"input": shape} if shape else {}))


def opened(page, width):
    "Complaints on a page at one width"
    page.set_viewport_size(dict(width=width, height=900))
    page.wait_for_timeout(300)
    over, small = page.evaluate(TOO_WIDE), page.evaluate(SMALL)
    return [f"{width} px: {over} px too wide"] * (over > 0) + [f"{width} px: text below 9 px in {small[:3]}"] * bool(small)


def chosen(page):
    "Complaints on the picture: a click and a key select and open, and another measure colours"
    found, boxes = [], page.locator(".box:visible")
    if not boxes.count(): return ["no picture"]
    opens = page.locator(".box.opens:visible")
    for box, act in [(boxes.nth(0), lambda b: b.click()), *([(opens.nth(0), lambda b: b.press("Enter"))] * (opens.count() > 0))]:
        act(box)
        name = box.get_attribute("aria-label").split(",")[0]
        said = page.locator(".told").inner_text()
        if name not in said: found.append(f"{name} is chosen, and the page tells {said[:60]!r}")
        if "chosen" not in box.get_attribute("class"): found.append(f"{name} is not marked as chosen")
    before = page.locator(".range").inner_text()
    page.locator(".choice select").select_option("1")
    if page.locator(".range").inner_text() == before: found.append("another measure changes nothing")
    return found


def looked_at(browser, path, keep=None):
    "All complaints on one report"
    found, said = [], []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport=dict(width=1280, height=900), reduced_motion="reduce")
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") and "[bokeh" not in m.text else None)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: said.append(f"asks for {r.url[:80]}") if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.goto(path.as_uri())
        page.wait_for_timeout(1500)
        for width in WIDTHS: found += opened(page, width)
        page.set_viewport_size(dict(width=1280, height=900))
        if page.evaluate(UNNAMED): found.append("a picture is empty or without a text in its place")
        found += chosen(page)
        for width in (1280, 390):
            page.set_viewport_size(dict(width=width, height=900))
            if keep: page.screenshot(path=Path(keep) / f"{path.stem}-{width}-{scheme}.png", full_page=True)
        if scheme == "light":
            page.set_viewport_size(dict(width=1050, height=740))  # A4 across, less its margins
            page.emulate_media(media="print")
            if page.evaluate(TOO_WIDE) > 0: found.append("print: too wide")
            if cut := page.evaluate(CUT): found.append(f"print: {cut} tables or sheets are cut")
            page.pdf(path=Path(keep or path.parent) / f"{path.stem}.pdf", format="A4", landscape=True)
        page.close()
    return [*found, *(f"console: {s}" for s in dict.fromkeys(said))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", default=NETWORKS, help="a name, or an .html file")
    parser.add_argument("--keep", help="folder for reports and pictures")
    told = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    try: from playwright.sync_api import sync_playwright
    except ImportError: sync_playwright = None
    if not chromium or not sync_playwright:
        return print(f"skipped: {'Chromium' if sync_playwright else 'the package playwright'} is not installed, so no report was opened")
    failed = False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for name in told.networks:
            path = Path(name).resolve() if name.endswith(".html") else written(name, told.keep or folder).resolve()
            found = looked_at(browser, path, told.keep)
            failed |= bool(found)
            print(f"{name}: " + ("; ".join(found) or f"as it should be ({path.stat().st_size / 1e6:.1f} MB)"), flush=True)
        browser.close()
    return int(failed)


if __name__ == "__main__": sys.exit(main())
