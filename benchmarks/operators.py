"""Graphs at work without a list of their edges, in one run. `python benchmarks/operators.py [beside sizes others]` takes about an hour.

Each network runs in a process of its own, so that peak memory is its own. Each time comes by the clock and in brackets as processor time of all threads,
which is what counts where others use the machine, the best of three for what takes less than five seconds. Ratios are of processor time: for products
to the network's own forward pass, for a pass over the edges to 290 million a second, for degrees to the filling of as much fresh memory as they take. Where
the list of edges fits, the same measure on that list stands beside it, and the results are compared.
"""
import resource
import subprocess
import sys
import time

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402

from graphnn.centrality import directed_laplacian, katz_centrality, pagerank  # noqa: E402
from graphnn.expansion import spectral_radius  # noqa: E402
from graphnn.graph import LayeredGraph, nested_leaves  # noqa: E402
from graphnn.parts import connectivity  # noqa: E402
from graphnn.paths import heaviest_path, path_lengths  # noqa: E402
from graphnn.recording import Recording  # noqa: E402

PASS = 290e6  # edges a second


def seconds(f):
    "Best time of a call by the clock and of the processor, of up to three, and its result"
    times = []
    while len(times) < 3 and (not times or times[0][0] < 5):
        start, used = time.perf_counter(), time.process_time()
        result = f()
        times.append((time.perf_counter() - start, time.process_time() - used))
    return *map(min, zip(*times)), result


def peak():
    "Peak memory of this process, GB"
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def gpt2(tokens):
    from transformers import GPT2Config, GPT2LMHeadModel
    return GPT2LMHeadModel(GPT2Config()), {"input_ids": torch.randint(0, 50000, (1, tokens)), "use_cache": False}


def network(name, size):
    torch.manual_seed(0)
    if name == "gpt2": model, x = gpt2(size)
    elif name == "vit": model, x = torchvision.models.VisionTransformer(size, 8, 4, 6, 192, 768), torch.randn(1, 3, size, size)
    else: model, x = torchvision.models.get_model(name), torch.randn(1, 3, size, size)
    for p in model.parameters():
        if p.ndim > 1 and not p.any(): torch.nn.init.normal_(p, std=0.02)  # torchvision starts the last layer of a ViT at zero, which is no edge
    return model.eval(), x


def eigenvalues(G, k=3):
    "The largest of the adjacency without directions, by magnitude"
    from scipy.sparse.linalg import LinearOperator, eigsh
    A, y = G.operator("abs", dtype=np.float32), np.empty(G.n, np.float32)
    S = LinearOperator(A.shape, lambda x: A.both_ways(x.ravel(), out=y), dtype=np.float32)  # ARPACK keeps a copy of what it is given
    few = 4 * k  # vectors that ARPACK keeps orthogonal: of a graph this large each costs about a product, and 20 are its own choice
    return np.sort(abs(eigsh(S, k, ncv=few, tol=1e-4, v0=np.ones(G.n, np.float32), return_eigenvectors=False)))


def laplacian(G):
    "The two largest eigenvalues of the directed Laplacian"
    from scipy.sparse.linalg import eigsh
    return eigsh(directed_laplacian(G, dtype=np.float32), 2, tol=1e-3, v0=np.ones(G.n, np.float32), return_eigenvectors=False)


def parts(G):
    found = connectivity(G)
    return np.array([found.component.max() + 1, len(found.cut_edges), len(found.cut_nodes)])


PRODUCTS = {
    "all degrees": lambda G: [G.degree(kind, weight) for kind in ("in", "out") for weight in (None, "abs")],
    "values": lambda G: G.propagate(np.ones(sum(v.size for v in nested_leaves(G.inputs))) if G.at is None else None),
    "PageRank": pagerank,
    "Katz centrality": lambda G: katz_centrality(G, 1e-3, weight="abs"),
    "lengths of paths": lambda G: path_lengths(G, next(layer.name for layer in G if layer.name != G.constant)),
    "spectral radius": lambda G: np.array(spectral_radius(G)),
    "three eigenvalues": eigenvalues,
    "directed Laplacian": laplacian,
}
PASSES = {"heaviest path": lambda G: np.array(heaviest_path(G, ends(G.inputs), ends(G.outputs), "log")[1]), "components, cuts": parts}


def ends(ids):
    "Ids of the inputs or outputs"
    ids = np.unique(np.concatenate([v.ravel() for v in nested_leaves(ids)]))
    return ids[ids >= 0]


def compile_kernels():
    "Run everything once on a small network, so that no time has compiling in it"
    listed, LayeredGraph.listed = LayeredGraph.listed, lambda self, copies=0: False
    G = Recording(*network("resnet18", 32)).graph()
    for measure in (PRODUCTS | PASSES).values(): measure(G)
    LayeredGraph.listed = listed
    for measure in (PRODUCTS | PASSES).values(): measure(G)


def report(name, size, at, beside):
    model, x = network(name, size)
    start = time.perf_counter()
    recording = Recording(model, x)
    record, start = time.perf_counter() - start, time.perf_counter()
    G = recording.graph(at=at)
    m, reading = G.m, time.perf_counter() - start
    print(f"\n{name} at {size}, {at or 'weights'}: {G.n:,} nodes, {m:,} edges; recorded in {record:.1f} s, read in {reading:.1f} s, {peak():.2f} GB", flush=True)
    with torch.no_grad(): clock, forward, _ = seconds(lambda: model(**x) if isinstance(x, dict) else model(x))
    _, floor, _ = seconds(lambda: [np.full(G.n, 1.) for _ in range(4)])
    print(f"  forward pass {clock * 1e3:.0f} ms ({forward * 1e3:.0f} ms); four fresh arrays of a number a unit take ({floor * 1e3:.0f} ms) to fill", flush=True)
    H = None
    if beside:
        H = recording.graph(at=at)
        listing, _, _ = seconds(lambda: H.adjacency)
        print(f"  list of all edges in {listing:.1f} s, {H.nbytes / 1e9:.1f} GB", flush=True)
        LayeredGraph.listed = lambda self, copies=0: self is H
    for what, measure in (PRODUCTS | PASSES).items():
        clock, spent, found = seconds(lambda: measure(G))
        against = f"{spent / (m / PASS):5.2f} passes" if what in PASSES else f"{spent / forward:6.0f} forward passes"
        if what == "all degrees": against += f", {spent / floor:.0f} times the filling"
        line = f"  {what:20} {clock:7.2f} s ({spent:.2f} s), {against}, {peak():.2f} GB so far"
        if beside:
            slow, used, wanted = seconds(lambda: measure(H))
            found, wanted = np.asarray(found), np.asarray(wanted)
            there = np.isfinite(wanted)
            off = np.abs(found - wanted)[there].max() / max(np.abs(wanted[there]).max(), 1e-300)
            line += f"; on the list {slow:7.2f} s ({used:.2f} s), apart by {off:.0e}" + " BUT ELSEWHERE FINITE" * bool((np.isfinite(found) != there).any())
        print(line, flush=True)


RUNS = {"beside": [("resnet18", 32, None, True), ("resnet50", 32, None, True), ("vit", 32, "flow", True)],
        "sizes": [("resnet50", size, None, False) for size in (64, 112, 224, 320, 448)],
        "others": [("resnet18", 224, None, False), ("vit_b_16", 224, "flow", False), ("gpt2", 64, "flow", False)]}

if __name__ == "__main__":
    if len(sys.argv) > 3:
        compile_kernels()
        report(sys.argv[1], int(sys.argv[2]), None if sys.argv[3] == "None" else sys.argv[3], sys.argv[4] == "True")
    else:
        print(f"{torch.get_num_threads()} threads, torch {torch.__version__}", flush=True)
        for group in sys.argv[1:] or RUNS:
            for run in RUNS[group]: subprocess.run([sys.executable, __file__, *map(str, run)], check=False)
