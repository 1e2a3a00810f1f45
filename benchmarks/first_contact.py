"""What one call of other tools shows of three networks, beside graphnn: `python benchmarks/first_contact.py` writes nbs/first_contact.csv

    pip install torchinfo torchlens torchvista netron captum torch-pruning zennit pyhessian

A ResNet-18 and a ViT-B/16 at 224 pixels, and a block of GPT-2's form: 768 wide, 12 heads, 64 tokens. Weights are random; biases, norms and their running
statistics are stirred, and a baseline is an input of its own, so that a residual means something. Every line is a process of its own with one thread for
torch; `seconds` is the processor time of the call, with what it imports on the way. `residual` is what is left between the sum of a tool's attributions and what its
method says they add up to, relative to that: for integrated gradients the change of a logit from the baseline, for relevance and for a flow the output.
A tool that is not installed, stops or takes too long is a line that says so.
"""
import csv
import importlib
import importlib.metadata
import io
import json
import subprocess
import sys
import tempfile
import time
import warnings
from datetime import datetime, timezone
from pathlib import Path

import torch
import torchvision
from torch import nn

OUT = Path(__file__).resolve().parent.parent / "nbs" / "first_contact.csv"
LIMIT = 900  # seconds for a line, of the clock
NETWORKS = ("resnet18", "vit_b_16", "gpt2_block")


class Block(nn.Module):
    "A block of GPT-2's form on 64 vectors of 768"
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(768), nn.LayerNorm(768)
        self.c_attn, self.c_proj = nn.Linear(768, 2304), nn.Linear(768, 768)
        self.up, self.down = nn.Linear(768, 3072), nn.Linear(3072, 768)

    def forward(self, x):
        q, k, v = (t.unflatten(-1, (12, 64)).transpose(1, 2) for t in self.c_attn(self.ln_1(x)).chunk(3, -1))
        a = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.c_proj(a.transpose(1, 2).flatten(2))
        return x + self.down(nn.functional.gelu(self.up(self.ln_2(x)), approximate="tanh"))


def network(name):
    "A network, and two inputs: one to look at and one to compare with"
    torch.manual_seed(0)
    shape = (2, 64, 768) if name == "gpt2_block" else (2, 3, 224, 224)
    net = (Block() if name == "gpt2_block" else torchvision.models.get_model(name)).eval()
    with torch.no_grad():
        if name == "vit_b_16": nn.init.normal_(net.heads.head.weight, std=.02)  # torchvision begins with zeros, and no input would matter
        for module in net.modules():
            for key, t in [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]:
                if not t.is_floating_point(): continue
                if key.endswith("bias") or key == "running_mean": t += .1 * torch.randn_like(t)
                elif t.ndim == 1: t *= .5 + torch.rand_like(t)
    return net, *torch.randn(shape).split(1)


def place_of(net, x): return net(x).flatten(1)[0].argmax().item()


def relative(parts, whole): return abs(float((parts - whole).detach().sum() / whole.detach().sum()))


def torchinfo(net, x, _):
    shown = importlib.import_module("torchinfo").summary(net, input_data=x, depth=10, verbose=0)
    return f"a table of {str(shown).count(chr(10)) + 1} lines; {shown.total_mult_adds / 1e9:.2f} billion multiply-adds"


def torchlens(net, x, _):
    trace = importlib.import_module("torchlens").trace(net, x)
    return f"{len(trace)} operations, each with its values"


def torchvista(net, x, _):
    vista = importlib.import_module("torchvista")
    with tempfile.TemporaryDirectory() as folder:
        vista.trace_model(net, x, export_format="html", export_path=str(Path(folder, "page.html")))
        page = next(Path(folder).rglob("*.html"))
        return f"a page of {page.stat().st_size / 1e6:.1f} MB: a drawing to fold and unfold by module"


def netron(net, x, _):
    "Netron shows a file, so the network is exported first; the browser's part is not timed"
    importlib.import_module("netron")
    file = io.BytesIO()
    torch.export.save(torch.export.export(net, (x,)), file)
    return f"a file of {len(file.getvalue()) / 1e6:.0f} MB, of which it draws the operations in a browser"


def captum(net, x, baseline):
    attr, place = importlib.import_module("captum.attr"), place_of(net, x)
    score = lambda v: net(v).flatten(1)[:, place]  # noqa: E731
    parts = attr.IntegratedGradients(score).attribute(x, baseline, internal_batch_size=5)
    return f"a part in the output for each of {parts.numel():,} inputs, by integrated gradients in 50 steps", relative(parts.sum(), score(x) - score(baseline))


def zennit(net, x, _):
    attribution, composites, known = (importlib.import_module(f"zennit.{part}") for part in ("attribution", "composites", "torchvision"))
    canonizers = [known.ResNetCanonizer()] if isinstance(net, torchvision.models.ResNet) else []  # as its documentation asks
    y = net(x).detach()
    chosen = torch.zeros_like(y)
    chosen.view(-1)[place_of(net, x)] = y.view(-1)[place_of(net, x)]
    with attribution.Gradient(net, composites.EpsilonPlus(canonizers=canonizers)) as run: _, parts = run(x, chosen)
    return f"relevance of {parts.numel():,} inputs, by the rules EpsilonPlus", relative(parts.sum(), chosen.sum())


def pyhessian(net, x, _):
    y = net(x).detach()
    criterion, target = (nn.MSELoss(), torch.zeros_like(y)) if y.ndim > 2 else (nn.CrossEntropyLoss(), y.argmin(1))
    values, _ = importlib.import_module("pyhessian").hessian(net, criterion, data=(x, target), cuda=False).eigenvalues()
    return f"the largest eigenvalue of the loss's Hessian, {values[0]:.3g}"


def torch_pruning(net, x, _):
    graph = importlib.import_module("torch_pruning").DependencyGraph().build_dependency(net, x)
    return f"{len(list(graph.get_all_groups()))} groups of channels that can only go together"


def graphnn_summary(net, x, _):
    "What `graphnn xray --summary` shows"
    shown = importlib.import_module("graphnn.xray").xray(net, input=x, summary=True).splitlines()
    total = next(line for line in shown if line.startswith("total ")).split()[-1]
    return f"a table of {len(shown)} lines; {int(total.replace(',', '')) / 1e9:.2f} billion multiply-adds"


def graphnn_weights(net, x, _):
    G = importlib.import_module("graphnn.neurons").neuron_graph(net, x)
    return f"{G.n:,} nodes and {G.m:,} edges to measure, none listed yet"


def graphnn_flow(net, x, _):
    neurons = importlib.import_module("graphnn.neurons")
    G = neurons.neuron_graph(net, x, at="flow")
    return f"what passes along {G.m:,} edges at this input", neurons.residual(G)


TOOLS = {"torchinfo": torchinfo, "torchlens": torchlens, "torchvista": torchvista, "netron": netron, "captum": captum, "zennit": zennit, "pyhessian": pyhessian,
         "torch-pruning": torch_pruning, "graphnn, summary": graphnn_summary, "graphnn, weights": graphnn_weights, "graphnn, flow": graphnn_flow}


def one(tool, name):
    "One line, in this process: seconds, what is shown, residual"
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    net, *inputs = network(name)
    start = time.process_time()
    try:
        importlib.import_module(tool.split(",")[0].replace("-", "_"))
        found = TOOLS[tool](net, *inputs)
        shown, left = found if isinstance(found, tuple) else (found, None)
    except ImportError as e: return "", f"not tried: {e}", ""
    except Exception as e: shown, left = f"stops: {' '.join(f'{type(e).__name__}: {e}'.split())[:160]}", None
    return f"{time.process_time() - start:.1f}", shown, "" if left is None else f"{left:.0e}"


def apart(tool, name):
    "One line, from a process of its own"
    try: done = subprocess.run([sys.executable, __file__, tool, name], capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired: return "", f"not done after {LIMIT} s", ""
    last = (done.stdout.strip().splitlines() or [""])[-1]
    return json.loads(last) if last.startswith("[") else ("", f"ended with status {done.returncode}", "")


def version(tool):
    try: return importlib.metadata.version(tool.split(",")[0])
    except importlib.metadata.PackageNotFoundError: return ""


def main():
    if len(sys.argv) > 1: return print(json.dumps(one(*sys.argv[1:])))
    rows = [("network", "tool", "version", "seconds", "shows", "residual")]
    for name in NETWORKS:
        for tool in TOOLS:
            rows.append((name, tool, version(tool), *apart(tool, name)))
            print(*rows[-1], flush=True)
    with OUT.open("w", newline="") as f:
        f.write(f"# python benchmarks/first_contact.py; {datetime.now(timezone.utc):%Y-%m-%d}, CPU, one thread, a machine with other work beside it; "
                f"torch {torch.__version__}\n")
        csv.writer(f, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
