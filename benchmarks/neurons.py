"""Building neuron graphs against the slow route, in one run. `python benchmarks/neurons.py` takes about two minutes.

Every ratio compares two routes to the same result on the same machine within this run; the slow one is a loop in Python
over the same edges into networkx. Kernels are compiled before anything is timed. Most of the time goes into the first touch of fresh
pages; numpy's request for huge ones is turned off, because with it a virtual machine may take 7 ms one time and 60 ms the next.
Beside the rate of listing stands the rate at which as many bytes of fresh pages are filled by as many threads, and at which edges are
written where the pages are there already: the one is what the memory allows, the other what the loops cost.
"""
import os

os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx  # noqa: E402
import numpy as np  # noqa: E402
import psutil  # noqa: E402
import torch  # noqa: E402
from numba import njit, prange  # noqa: E402

from graphnn.neurons import neuron_graph  # noqa: E402
from graphnn.zoo import cnn5, resnet20  # noqa: E402


def seconds(f, repeats=9):
    "Best time of a call, as `timeit` takes it: what disturbs it (another process, a kernel short of huge pages) only adds; its last result"
    times, result = [], None
    for _ in range(repeats):
        result = None
        start = time.perf_counter()
        result = f()
        times.append(time.perf_counter() - start)
    return min(times), result


def measured(f):
    "Wall-clock and processor seconds of a call, the latter of all threads, which other processes disturb less"
    cpu, start = time.process_time(), time.perf_counter()
    f()
    return time.perf_counter() - start, time.process_time() - cpu


def networkx_graph(edges, n):
    "One `add_edge` an edge, as the published notebook builds its graph"
    N = nx.DiGraph()
    N.add_nodes_from(range(n))
    for u, v, w in edges: N.add_edge(u, v, weight=w)
    return N


def cnn5_against_networkx():
    model, x = cnn5(pretrained=False), torch.rand(1, 3, 32, 32)
    neuron_graph(model, x).adjacency  # compiles
    tracing, _ = seconds(lambda: neuron_graph(model, x))
    graphs = iter([neuron_graph(model, x) for _ in range(9)])
    listing, A = seconds(lambda: next(graphs).adjacency)
    G = neuron_graph(model, x)
    edges = list(zip(*(a.tolist() for a in G.coo())))
    building, N = seconds(lambda: networkx_graph(edges, G.n), 1)
    matrix, B = seconds(lambda: nx.to_scipy_sparse_array(N, nodelist=range(G.n), dtype=A.dtype), 1)
    assert (A != B).nnz == 0
    print(f"cnn5, {G.m:,} edges, the same adjacency both ways")
    print(f"  networkx: graph {building:.2f} s, its adjacency matrix {matrix:.2f} s more")
    print(f"  graphnn:  tracing {tracing * 1e3:.0f} ms, adjacency {listing * 1e3:.1f} ms")
    print(f"  edges alone:                      {building / listing:6.0f} times faster (target 300)")
    print(f"  from the network to its matrix:   {(building + matrix) / (tracing + listing):6.0f} times faster")


@njit(parallel=True)
def fill(array):
    "A constant in every place, 256 parts in parallel"
    part = -(-array.size // 256)
    for i in prange(256):
        for j in range(i * part, min(array.size, (i + 1) * part)): array[j] = 1


def write_again(G, A):
    "Every block once more, into the matrix that is there already"
    starts, cursor = G.layers.start.to_numpy(), A.indptr[:-1].astype(np.int64)
    stops = G.layers.stop.to_numpy()
    for b in G.operators: b.operator.write(A.indices, A.data, cursor[starts[b.source]:stops[b.source]], int(starts[b.target]))


def resnet20_dense():
    model, x = resnet20(), torch.rand(1, 3, 32, 32)
    fresh, there, memory = [], [], []
    fill(np.empty(256, np.float32))
    for _ in range(9):
        G = neuron_graph(model, x)
        fresh.append(measured(lambda: G.adjacency))
        A, weights = G.adjacency, G.adjacency.data.copy()
        there.append(measured(lambda: write_again(G, A)))
        assert np.array_equal(A.data, weights)
        m = A.nnz
        A = weights = G = None
        empty = np.empty(2 * m, np.float32)
        memory.append(measured(lambda: fill(empty)))
        empty = None
    print(f"ResNet-20 at 32×32, {m:,} edges")
    for what, times in [("listed, from fresh pages (target 500)", fresh), ("as many bytes of fresh pages filled", memory),
                        ("listed, where pages are there", there)]:
        wall, best, cpu = statistics.median(times)[0], min(times)[0], min(cpu for _, cpu in times)
        print(f"  {what + ':':39} {m / wall / 1e6:5.0f} million edges a second (best {m / best / 1e6:.0f}), "
              f"{m / cpu / 1e6:.0f} a second of processor time")


def resnet20_memory():
    "Additional peak memory, in a process of its own"
    model, x = resnet20(), torch.rand(1, 3, 32, 32)
    neuron_graph(cnn5(pretrained=False), x).adjacency
    G = neuron_graph(model, x)
    before = psutil.Process().memory_info().rss
    m = G.adjacency.nnz
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024  # Linux
    print(f"  {(peak - before) / m:.1f} bytes an edge of additional peak memory (target 12), of which {G.nbytes / m:.1f} are the result")


def import_cost():
    def run(code): return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), 7)[0]
    bare, ours = run("import torch"), run("import torch, graphnn")
    print(f"import graphnn: {ours - bare:+.2f} s beyond import torch ({bare:.2f} s; target 0.3 s more)")


if __name__ == "__main__":
    if "--memory" in sys.argv: resnet20_memory()
    else:
        print(f"{os.cpu_count()} cores, torch {torch.__version__}, networkx {nx.__version__}")
        cnn5_against_networkx()
        resnet20_dense()
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--memory"], check=True)
        import_cost()
