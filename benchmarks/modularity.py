"""Modularity of a ResNet-18's layers against the bare matrix products, in one run. `python benchmarks/modularity.py` takes about a minute; with two numbers, `20000 512`, only that large graph.

Every ratio compares two routes on the same features, measured in turn within this run. The slow route is the one of the authors'
code: a similarity matrix, a heap for every row, a networkx graph and its modularity.
"""
import heapq
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
import torch

from graphnn.features import inner_products, similarity_graph
from graphnn.modularity import modularity

SHAPES = [(64, 32, 32)] * 3 + [(128, 16, 16)] * 2 + [(256, 8, 8)] * 2 + [(512, 4, 4)] * 2


def features(n=500, classes=10, seed=0):
    "Nine layers of ReLU features, ever better sorted into classes"
    g = torch.Generator().manual_seed(seed)
    labels = torch.randint(classes, (n,), generator=g)
    layers = []
    for depth, shape in enumerate(SHAPES, 1):
        centres = torch.randn(classes, *shape, generator=g)[labels]
        layers.append((torch.randn(n, *shape, generator=g) + 0.02 * depth * centres).relu_().flatten(1))
    return layers, labels.numpy()


def by_networkx(H, labels, k=3):
    "The definition in Python loops over a double-precision similarity matrix"
    X = H.double().numpy()
    X /= np.maximum(np.linalg.norm(X, axis=1), 1e-8)[:, None]
    S, G = (X @ X.T).round(12), nx.Graph()
    G.add_nodes_from(range(len(S)))
    for i in range(len(S)):
        for j in heapq.nsmallest(k, (j for j in range(len(S)) if j != i), key=lambda j: (-S[i, j], j)):
            G.add_edge(i, j, weight=G.get_edge_data(i, j, {"weight": 0})["weight"] + S[i, j] / 2)
    return nx.community.modularity(G, [set(np.flatnonzero(labels == c).tolist()) for c in np.unique(labels)])


def curve(rounds=7):
    layers, labels = features()
    routes = {
        "nine products H @ H.T": lambda: [H @ H.T for H in layers],
        "nine symmetric products": lambda: [inner_products(H, H) for H in layers],
        "graphs and modularity": lambda: [modularity(similarity_graph(H), labels) for H in layers],
    }
    times = {name: [] for name in routes}
    for _ in range(rounds + 1):
        for name, f in routes.items():
            start = time.perf_counter()
            result = f()
            times[name].append(time.perf_counter() - start)
    median = {name: statistics.median(t[1:]) for name, t in times.items()}
    products = median["nine products H @ H.T"]
    print("whole curve, N = 500, k = 3, D from 65,536 to 8,192, median of", rounds)
    for name, t in median.items(): print(f"  {name:28} {t:7.3f} s   {t / products:5.2f} of the products" + ("   (limit 1.15)" if t is median["graphs and modularity"] else ""))
    start = time.perf_counter()
    slow = [by_networkx(H, labels) for H in layers]
    slow_time = time.perf_counter() - start
    print(f"  {'loops and networkx':28} {slow_time:7.3f} s   {slow_time / median['graphs and modularity']:5.1f} times the time of graphs and modularity")
    error = max(abs(np.subtract(result, slow)))
    print(f"  largest difference in Q from networkx in double precision: {error:.1e}   (limit 1e-6)")
    assert error < 1e-6


def rss():
    "Peak memory of this process so far, MiB"
    status = Path("/proc/self/status")
    if status.exists(): return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def large(n, d):
    H = torch.randn(n, d, generator=torch.Generator().manual_seed(0)).relu_()
    labels = np.arange(n) % 10
    similarity_graph(H[:50])
    before, start = rss(), time.perf_counter()
    modularity(similarity_graph(H), labels)
    print(f"  N = {n:,}, D = {d}: {time.perf_counter() - start:.1f} s, peak memory {rss():,.0f} MiB, of which {rss() - before:,.0f} for the graph"
          + ("   (limit 2048)" if n == 20_000 else ""))


if __name__ == "__main__":
    if len(sys.argv) == 3: sys.exit(large(*map(int, sys.argv[1:])))
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__} on {torch.get_num_threads()} threads, CPU")
    curve()
    print("one large graph, k = 3, in a process of its own")
    subprocess.run([sys.executable, __file__, "20000", "512"], check=True)
