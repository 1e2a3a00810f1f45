"""Drawing and measuring WS-flex graphs against the networkx route, on one core, in one run. `python benchmarks/relational.py` takes about a minute and a half.

The slow route is the one of the authors' code: Python's generator, a networkx graph rewired edge by edge, its average clustering and
average path length. Both routes make the same graphs, of degrees spread over the authors' range, with their probabilities; values are
compared bit for bit. The two routes take turns within each round, and a ratio is that of the two best rounds: what else a
machine does can only add time. Kernels are compiled before anything is timed.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
import platform
import random
import sys
import time

import networkx as nx
import numpy as np

from graphnn.graph_space import sweep_ws_flex

AUTHORS = {64: (8, 300), 16: (4, 200)}


def by_networkx(n, k, p, seed):
    "C and L of one graph in plain Python and networkx"
    rng = random.Random(seed)
    each, extra = divmod(round(n * k / 2), n)
    ring = [(u, (u + step) % n) for u in range(n) for step in range(1, each + (u < extra) + 1)]
    while True:
        G = nx.Graph(ring)
        for u, v in ring:
            if rng.random() >= p: continue
            w, full = rng.choice(range(n)), False
            while not full and (w == u or w in G[u]): w, full = rng.choice(range(n)), G.degree(u) == n - 1
            if full: continue
            G.remove_edge(u, v)
            G.add_edge(u, w)
        if nx.is_connected(G): break
    C = 0.
    for c in sorted(nx.clustering(G).values()): C += c
    return C / n, nx.average_shortest_path_length(G)


def clock(f):
    start = time.perf_counter()
    result = f()
    return time.perf_counter() - start, result


def against_networkx(n, limit, rounds=5, sample=60):
    low, number = AUTHORS[n]
    degrees = np.linspace(np.sqrt(low), np.sqrt(n - 2), number) ** 2
    ps = np.linspace(0, 1, 300) ** 2
    some = degrees[::number // 20]
    def fast(): return sweep_ws_flex(n, some, ps, range(5), workers=1)
    graphs = fast()
    chosen = graphs.iloc[np.linspace(0, len(graphs) - 1, sample).astype(int)]
    def slow(): return [by_networkx(n, n * row.sparsity, row.p, row.graph_seed) for row in chosen.itertuples()]
    fast_times, slow_times = [], []
    for _ in range(rounds):
        fast_times.append(clock(fast)[0])
        seconds, values = clock(slow)
        slow_times.append(seconds)
    assert np.array_equal(values, chosen[["clustering", "path_length"]]), "the two routes differ"
    a, b = min(slow_times) / sample, min(fast_times) / len(graphs)
    print(f"n = {n}: networkx {1e3 * a:.3f} ms a graph ({sample} graphs), graphnn {1e6 * b:.1f} µs ({len(graphs):,} graphs), "
          f"{a / b:.0f} times faster   (limit {limit})")
    print(f"        the authors' sweep of {number * 300 * 30:,} graphs: {b * number * 9000:.0f} s on one core, with networkx {a * number * 9000 / 3600:.1f} hours")
    return a / b >= limit


if __name__ == "__main__":
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, networkx {nx.__version__}, Python {platform.python_version()}, one thread")
    reached = [against_networkx(64, 250), against_networkx(16, 200)]
    sys.exit(not all(reached))
