"""Reports in a real browser: `python tools/browser.py [NAME ...]` writes reports and opens them in Chromium.

No word on the console, nothing asked of another place, nothing wider than the window, text of at least 9 px, sections to go to, boxes of the picture that open and
tell by pointer and by keyboard, figures drawn, values under the pointer, a slider that moves, a page in the dark, and a print without tables cut off. A name is one
of NETWORKS below, "compared" or "notebook", what `graphnn xray` takes, or an .html file; all of the first where none is given. Needs Playwright's Python package and
Debian's Chromium (or another that CHROMIUM names), and says so where they are not. `--keep FOLDER` keeps reports and pictures.
"""
import argparse
import os
import shutil
import sys
import tempfile
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

WIDTHS = [390, 1280, 2000]
DEEP = """const deep = (node) => [...node.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? deep(e.shadowRoot) : [])])
"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType == 3 && n.textContent.trim()))
    .filter((e) => !["SCRIPT", "STYLE", "OPTION", "TITLE"].includes(e.tagName) && parseFloat(getComputedStyle(e).fontSize) < 9).map((e) => e.tagName + ": " + e.textContent.slice(0, 40))"""
UNNAMED = """() => [...document.images].filter((i) => !i.alt || !i.naturalWidth).length"""
CUT = """() => [...document.querySelectorAll(".scroll, .paper")].filter((e) => e.checkVisibility() && e.scrollHeight > e.clientHeight + 2).length"""
COLOURS = f"""() => {{ {DEEP} const found = deep(document).filter((e) => e.tagName == "CANVAS" && e.width > 300)
    .map((c) => [c.width, new Uint32Array(c.getContext("2d").getImageData(0, 0, c.width, c.height).data.buffer)])
    const cut = found.filter(([width, pixels]) => new Set(pixels.filter((v, i) => i % width == 2 && i > 4 * width && i < pixels.length - 4 * width)).size > 1).length
    return [window.Bokeh ? Bokeh.documents.length : 0, window.Bokeh ? Bokeh.documents.every((d) => d.is_idle) : true,
            Math.max(0, ...found.map(([, pixels]) => new Set(pixels).size)), cut] }}"""
TOOLTIP = f"""() => {{ {DEEP} return deep(document).filter((e) => (e.className + "").includes("ooltip")).flatMap((e) => [e, ...deep(e.shadowRoot || e)])
    .flatMap((e) => [...e.childNodes].filter((n) => n.nodeType == 3).map((n) => n.textContent.trim())).join(" ") }}"""
LINKED = "() => [document.querySelectorAll('.box.linked').length, document.querySelectorAll('tr.linked:not(.told tr)').length]"


class Reader(HTMLParser):
    "Sections, links and sources of a page; refuses a tag that is not closed"
    def __init__(self, page: str):
        super().__init__()
        self.open, self.found = [], []
        self.feed(page)
        self.close()
        if self.open: raise ValueError(f"<{self.open[-1]}> is not closed")

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, k, v) for k, v in attrs if k in ("src", "href", "id", "data")]
        if tag not in ("meta", "link", "img", "br"): self.open.append(tag)

    def handle_endtag(self, tag):
        if (last := self.open.pop() if self.open else "") != tag: raise ValueError(f"<{last or tag}> is not closed")


def own_networks():
    "Small networks of kinds that the package has no names for, each with an input"
    from collections import OrderedDict

    import torch
    from torch import nn
    from torchvision.models import DenseNet
    from torchvision.models.vision_transformer import VisionTransformer

    class Glu(nn.Module):
        def __init__(self): super().__init__(); self.up, self.norm, self.down = nn.Linear(6, 16), nn.RMSNorm(8), nn.Linear(8, 3)
        def forward(self, x): return self.down(self.norm(nn.functional.glu(self.up(x))))

    class Squeezed(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv, self.head = nn.Conv2d(3, 8, 3, padding=1), nn.Linear(8, 4)
            self.gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(8, 2, 1), nn.ReLU(), nn.Conv2d(2, 8, 1), nn.Sigmoid())
        def forward(self, x): h = self.conv(x).relu(); return self.head((h * self.gate(h)).mean((2, 3)))

    class Recurrent(nn.Module):
        def __init__(self): super().__init__(); self.lstm, self.head = nn.LSTM(4, 6, 2, batch_first=True), nn.Linear(6, 3)
        def forward(self, x): return self.head(self.lstm(x)[0][:, -1])

    class Tokens(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed, self.head = nn.Embedding(50, 16), nn.Linear(16, 50)
            self.blocks = nn.ModuleList(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True, norm_first=True) for _ in range(3))
        def forward(self, ids):
            h, mask = self.embed(ids), nn.Transformer.generate_square_subsequent_mask(ids.shape[1])
            for block in self.blocks: h = block(h, src_mask=mask, is_causal=True)
            return self.head(h)

    class Added(nn.Module):
        def __init__(self): super().__init__(); self.narrow, self.act, self.wide = nn.Conv2d(6, 3, 1), nn.ReLU(), nn.Conv2d(3, 6, 1)
        def forward(self, x): return x + self.wide(self.act(self.narrow(x)))

    class Odd(nn.Module):
        def __init__(self):
            super().__init__()
            self.add_module("<script>alert(1)</script>", nn.Linear(4, 3)); self.add_module("$$\\frac", nn.Linear(3, 2))
        def forward(self, x):
            for layer in self.children(): x = layer(x)
            return x

    torch.manual_seed(0)
    grouped = nn.Sequential(nn.Conv2d(3, 8, 3), nn.GroupNorm(2, 8), nn.SiLU(), nn.Conv2d(8, 8, 3, 2), nn.GroupNorm(2, 8), nn.Flatten(), nn.Linear(288, 4))
    dense = DenseNet(4, (3, 4, 3), 8, num_classes=4)
    stages = OrderedDict((f"stage{k}", nn.Sequential(*(Added() for _ in range(n)))) for k, n in enumerate((6, 14, 40, 14), 1))
    deep = nn.Sequential(OrderedDict(stem=nn.Conv2d(3, 6, 3, 2), **stages, pool=nn.AdaptiveAvgPool2d(1), flat=nn.Flatten(), head=nn.Linear(6, 4)))  # 150 layers
    seen = VisionTransformer(32, 8, 3, 2, 16, 32, num_classes=4)
    return dict(gated=(Glu(), "6"), groupnorm=(grouped, "3x16x16"), lstm=(Recurrent(), (7, 4)), gpt=(Tokens(), "12"), vit=(seen, "3x32x32"),
                squeezed=(Squeezed(), "3x16x16"), deep=(deep, "3x9x9"), densenet=(dense, "3x64x64"), odd=(Odd(), "4"))


NETWORKS = ["dense_mlp", "digits_cnn", "resnet18@3x64x64", "resnet110", "densenet", "gated", "groupnorm", "lstm", "gpt", "vit", "squeezed", "odd", "deep", "compared", "notebook"]
MORE = {"digits_cnn": dict(weights="published", samples=120), "dense_mlp": dict(data="digits", input="1x8x8", width=16, depth=6, tc=10, samples=120), "resnet110": dict(seconds=20)}


def written(name, folder):
    "A report by the name of its network, what a notebook shows of one, or a comparison"
    from graphnn.compare import compare
    from graphnn.xray import xray
    network, _, shape = name.partition("@")
    out, more = Path(folder) / f"{network}.html", MORE.get(network, {}) | ({"input": shape} if shape else {})
    if name == "compared": return compare("digits_cnn", "digits_cnn", weights="published", prune="magnitude", sparsity=.8, samples=120, out=out)
    if name == "notebook":
        shown = xray("digits_cnn", weights="published", samples=40, only="the-network, adjacency", out=out)._repr_html_()
        out.write_text(f'<!DOCTYPE html><html lang="en"><head><title>A cell</title><link rel="icon" href="data:,"></head><body>{shown}</body></html>')
        return out
    model, x = own_networks().get(name, (network, None))
    return xray(model, out=out, **more, **({} if x is None else {"input": x}))


def opened(page, width):
    "Complaints on a page at one width"
    page.set_viewport_size(dict(width=width, height=900))
    page.wait_for_timeout(300)
    over, small = page.evaluate(TOO_WIDE), page.evaluate(SMALL)
    return [f"{width} px: {over} px too wide"] * (over > 0) + [f"{width} px: text below 9 px in {small[:3]}"] * bool(small)


def chosen(page):
    "Complaints on the pictures of the architecture: a click and a key select and open, and another measure colours"
    found = []
    for picture in page.locator(".architecture").all():
        boxes, opens = picture.locator(".box:visible"), picture.locator(".box.opens:visible")
        if not boxes.count(): return ["no picture"]
        for box, act in [(boxes.nth(0), lambda b: b.click()), *([(opens.nth(0), lambda b: b.press("Enter"))] * (opens.count() > 0))]:
            act(box)
            name = box.get_attribute("aria-label").split(",")[0]
            said = picture.locator(".told").inner_text()
            if name not in said: found.append(f"{name} is chosen, and the page tells {said[:60]!r}")
            if "chosen" not in box.get_attribute("class"): found.append(f"{name} is not marked as chosen")
        before = picture.locator(".range").inner_text()
        picture.locator(".choice select").select_option("1")
        if picture.locator(".range").inner_text() == before: found.append("another measure changes nothing")
    return found


def linked(page):
    "Complaints on the contents: every entry leads to its section, which is then in view"
    found = []
    for link in page.locator("nav a").all():
        link.click()
        page.wait_for_timeout(60)
        target = page.locator(link.get_attribute("href"))
        top = target.evaluate("(e) => e.getBoundingClientRect().top") if target.count() else None
        if top is None or not -5 <= top < 900: found.append(f"{link.inner_text()} leads nowhere")
    return found


def marked(page):
    "Complaints on layers that are shown in several places: one under the pointer is marked in the others"
    found, boxes = [], page.locator(".box:visible")
    for k in range(min(boxes.count(), 12)):
        boxes.nth(k).hover()
        if page.locator("tr.linked:not(.told tr):visible").count(): break
    else: return ["no box marks the row of a table"] if page.evaluate("() => document.querySelectorAll('section table').length") > 1 else []
    row = page.locator("tr.linked:not(.told tr):visible").first.element_handle()
    page.mouse.move(0, 0)
    if any(page.evaluate(LINKED)): found.append("a mark stays")
    row.hover()
    if not page.evaluate(LINKED)[0]: found.append("a row of a table marks no box")
    return found


def unfolded(page, many):
    "Complaints on long tables: rows behind the name of a module come and go, and a deep network has some"
    found = [] if page.locator(".fold button").count() or not many else ["no table is folded"]
    for button in page.locator(".fold button").all()[:6]:
        rows = button.locator("xpath=ancestor::tbody/following-sibling::tbody[1]")
        for expected in (True, False):
            button.click()
            if rows.is_visible() != expected: found.append(f"the rows of {button.inner_text()} are {'not ' * expected}shown")
    return found


def drawn(page):
    "Complaints on what one moves: figures of Bokeh are drawn, the adjacency tells values, and the slider moves its figure"
    found, (figures, idle, colours, _) = [], page.evaluate(COLOURS)
    if figures and not (idle and colours > 20): found.append(f"{figures} figures of Bokeh, idle: {idle}, at most {colours} colours")
    if (box := page.locator("#adjacency .bk-Canvas")).count():
        box.first.scroll_into_view_if_needed()
        place, told = box.first.bounding_box(), ""
        for k, y in [*product(range(15, 85, 5), (.25, .35, .45, .6)), *((k / 2, .45) for k in range(30, 170))]:  # then finely, as blocks of deep networks are small
            if "edges" in told: break
            page.mouse.move(place["x"] + place["width"] * k / 100, place["y"] + place["height"] * y)
            page.wait_for_timeout(25)
            told = page.evaluate(TOOLTIP)
        if "edges" not in told: found.append(f"the adjacency tells {told[:60]!r} under the pointer")
    for handle in page.locator(".noUi-handle").all():
        handle.scroll_into_view_if_needed()
        before, seen = handle.get_attribute("aria-valuenow"), page.locator("#modularity figure:has(.noUi-handle)").first.screenshot()
        handle.focus()
        for _ in range(8): page.keyboard.press("ArrowRight")
        page.wait_for_timeout(300)
        if handle.get_attribute("aria-valuenow") == before: found.append("the slider stays where it is")
        if page.locator("#modularity figure:has(.noUi-handle)").first.screenshot() == seen: found.append("the slider moves nothing")
    return found


def looked_at(browser, path, keep=None):
    "All complaints on one page"
    found, said = [], []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme, viewport=dict(width=1280, height=900), reduced_motion="reduce")
        page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") and "[bokeh" not in m.text and "willReadFrequently" not in m.text else None)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("request", lambda r: said.append(f"asks for {r.url[:80]}") if not r.url.startswith(("file:", "data:", "blob:", "about:")) else None)
        page.goto(path.as_uri())
        page.wait_for_timeout(1500)
        if scheme == "light" and (cut := page.evaluate(COLOURS)[3]): found.append(f"{cut} figures of Bokeh with names that are cut")  # later a new width lays them out anew
        for width in WIDTHS: found += opened(page, width)
        page.set_viewport_size(dict(width=1280, height=900))
        if page.evaluate(UNNAMED): found.append("a picture is empty or without a text in its place")
        if path.stem == "notebook": found += [] if page.frames[1].locator(".box").count() else ["the frame of the notebook is empty"]
        else: found += chosen(page) + (linked(page) + marked(page) + drawn(page) + unfolded(page, path.stem == "deep") if scheme == "light" else [])
        for width in (1280, 390):
            page.set_viewport_size(dict(width=width, height=900))
            page.mouse.move(0, 0)
            if keep: page.screenshot(path=Path(keep) / f"{path.stem}-{width}-{scheme}.png", full_page=True)
        if scheme == "light":
            page.set_viewport_size(dict(width=1050, height=740))  # A4 across, less its margins
            page.emulate_media(media="print")
            if page.evaluate(TOO_WIDE) > 0: found.append("print: too wide")
            if cut := page.evaluate(CUT): found.append(f"print: {cut} tables or sheets are cut")
            page.pdf(path=Path(keep or path.parent) / f"{path.stem}.pdf", format="A4", landscape=True)
        page.close()
    return [*found, *(f"console: {s}" for s in dict.fromkeys(said))]


def broken(browser, folder):
    "What is wrong with a page that is wrong in every way goes unsaid: empty when all of it is found"
    page = Path(folder) / "broken.html"
    page.write_text("""<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="img-src data:"><link rel="icon" href="data:,"></head>
        <body><nav><a href="#nowhere">Nowhere</a></nav><p style="width: 3000px; font-size: 7px">small and wide</p><img src="http://example.org/two.png">
        <div class="scroll" style="height: 20px; overflow: auto"><p style="height: 90px">cut</p></div><script>throw Error("one")</script></body></html>""")
    found = "; ".join(looked_at(browser, page))
    expected = ("px too wide", "text below 9 px", "without a text", "leads nowhere", "print: too wide", "1 tables or sheets are cut", "console: one", "two.png")
    return [f"nothing is said of {e!r}" for e in expected if e not in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", default=NETWORKS, help="names, or .html files")
    parser.add_argument("--keep", help="folder for reports and pictures")
    told = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    try: from playwright.sync_api import sync_playwright
    except ImportError: sync_playwright = None
    if not chromium or not sync_playwright:
        return print(f"browser: skipped, {'Chromium' if sync_playwright else 'the package playwright'} is not installed, so no report was opened")
    failed = False
    if told.keep: Path(told.keep).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        for name in ["a broken page", *told.networks]:
            if name == "a broken page": found, size = broken(browser, folder), ""
            else:
                path = Path(name).resolve() if name.endswith(".html") else Path(written(name, told.keep or folder)).resolve()
                found, size = looked_at(browser, path, told.keep), f" ({path.stat().st_size / 1e6:.1f} MB)"
            failed |= bool(found)
            print(f"browser: {name}: " + ("; ".join(found) or f"as it should be{size}"), flush=True)
        browser.close()
    return int(failed)


if __name__ == "__main__": sys.exit(main())
