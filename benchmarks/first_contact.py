"""What one call of other tools shows of three networks, beside graphnn: `python benchmarks/first_contact.py > benchmarks/first_contact.txt`

    pip install torchinfo torchlens torchvista netron captum torch-pruning zennit

A ResNet-18 and a ViT-B/16 at 224 pixels, and a block of GPT-2's form: 768 wide, 12 heads, 64 tokens. Every line is a process of its own, with one thread for torch: its time is that of the call, without imports, and
what is shown is counted. `residual` is what is left of a logit when the attributions of its inputs, with the term that a method sets apart, are added up, relative to
the logit. A tool that is not installed or stops is a line that says so.
"""
import importlib
import importlib.metadata
import io
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

LIMIT = 150  # seconds for a line
NETWORKS = ("resnet18", "vit_b_16", "gpt2_block")
IG_STEPS = 8  # of integrated gradients, each a pass forward and back


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
    "A network with random weights, and an input"
    torch.manual_seed(0)
    if name == "gpt2_block": return Block().eval(), torch.randn(1, 64, 768)
    return torchvision.models.get_model(name).eval(), torch.randn(1, 3, 224, 224)


def score(net, x):
    "One number for each sample: the largest output, by its place at the first sample"
    y = net(x).flatten(1)
    return y[:, y[0].argmax().item()]


def torchinfo(net, x):
    shown = importlib.import_module("torchinfo").summary(net, input_data=x, depth=10, verbose=0)
    return f"a table of {str(shown).count(chr(10)) + 1} lines: shapes, parameters, multiply-adds"


def torchlens(net, x):
    trace = importlib.import_module("torchlens").trace(net, x)
    return f"{len(trace)} operations, each with its values"


def torchvista(net, x):
    vista = importlib.import_module("torchvista")
    with tempfile.TemporaryDirectory() as folder:
        vista.trace_model(net, x, export_format="html", export_path=str(Path(folder, "page.html")))
        page = next(Path(folder).rglob("*.html"))
        return f"a page of {page.stat().st_size / 1e6:.1f} MB: a drawing to fold and unfold by module"


def netron(net, x):
    "Netron shows a file, so the network is exported first; the browser's part is not timed"
    importlib.import_module("netron")
    file = io.BytesIO()
    torch.export.save(torch.export.export(net, (x,)), file)
    return f"a file of {file.tell() / 1e6:.0f} MB, of which it draws the operations in a browser"


def captum(net, x):
    attr = importlib.import_module("captum.attr")
    parts, left = attr.IntegratedGradients(lambda v: score_at(net, v, x)).attribute(x, n_steps=IG_STEPS, internal_batch_size=1,
                                                                                   return_convergence_delta=True)
    return f"relevance of {parts.numel():,} inputs by integrated gradients in {IG_STEPS} steps, residual {residual(left, net, x):.0e}"


def zennit(net, x):
    attribution, composites = importlib.import_module("zennit.attribution"), importlib.import_module("zennit.composites")
    place = torch.zeros_like(net(x)).flatten()
    place[net(x).flatten().argmax()] = 1
    with attribution.Gradient(net, composites.EpsilonPlus()) as run: _, parts = run(x, place.view(net(x).shape))
    return f"relevance of {parts.numel():,} inputs by EpsilonPlus, residual {residual(score(net, x).sum() - parts.sum(), net, x):.0e}"


def torch_pruning(net, x):
    graph = importlib.import_module("torch_pruning").DependencyGraph().build_dependency(net, x)
    return f"{len(list(graph.get_all_groups()))} groups of channels that can only go together"


def graphnn_weights(net, x):
    G = importlib.import_module("graphnn.neurons").neuron_graph(net, x)
    return f"{G.n:,} nodes and {G.m:,} edges, none listed yet"


def graphnn_flow(net, x):
    neurons = importlib.import_module("graphnn.neurons")
    G = neurons.neuron_graph(net, x, at="flow")
    return f"{G.n:,} nodes and {G.m:,} edges of what passes at the input, residual {neurons.residual(G):.0e}"


def score_at(net, v, x):
    "The output that is largest at `x`, for other inputs"
    place = net(x).flatten(1)[0].argmax().item()
    return net(v).flatten(1)[:, place]


def residual(left, net, x): return abs(float(left.detach().sum()) / float(score(net, x).detach().sum()))


TOOLS = {"torchinfo": torchinfo, "torchlens": torchlens, "torchvista": torchvista, "netron": netron, "captum": captum, "zennit": zennit,
         "torch-pruning": torch_pruning, "graphnn, weights": graphnn_weights, "graphnn, flow": graphnn_flow}


def one(tool, name):
    "One line, in this process"
    warnings.simplefilter("ignore")
    package = tool.split(",")[0].replace("-", "_")
    try: importlib.import_module(package)
    except ImportError as e: return print(f"not tried: {e}")
    net, x = network(name)
    torch.set_num_threads(1)
    start = time.perf_counter()
    try: shown = TOOLS[tool](net, x)
    except Exception as e: shown = f"stops with {type(e).__name__}: {' '.join(str(e).split())[:90]}"
    print(f"{time.perf_counter() - start:6.1f} s  {shown}")


def version(tool):
    try: return importlib.metadata.version(tool.split(",")[0])
    except importlib.metadata.PackageNotFoundError: return "not installed"


def main():
    if len(sys.argv) > 1: return one(*sys.argv[1:])
    print(f"python benchmarks/first_contact.py; {datetime.now(timezone.utc):%Y-%m-%d}, CPU, one thread, a machine with other work beside it; torch {torch.__version__}")
    print(", ".join(f"{tool} {version(tool)}" for tool in TOOLS if "," not in tool), flush=True)
    for name in NETWORKS:
        print(f"\n{name}", flush=True)
        for tool in TOOLS:
            command = [sys.executable, __file__, tool, name]
            try: done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT + 60)
            except subprocess.TimeoutExpired: said = f"stopped after {LIMIT + 60} s"
            else: said = (done.stdout.strip().splitlines() or [f"ended with status {done.returncode}"])[-1]
            print(f"  {tool:17} {said}", flush=True)


if __name__ == "__main__":
    main()
