"""Encoding and topometrics of a pruned ResNet-20 in one run. `python benchmarks/topometrics.py` takes about a minute.

Uniform random masks, the paper's conventions (merged windows, convolutional shortcuts). Times are wall-clock, on a shared
machine; beside them stands the processor time of all threads, which others disturb less. Kernels are compiled before anything is timed.
Each sparsity runs in a process of its own, so that peak memory is its own.

The authors' encoder is not ours to ship. Its cost on the same machine when it was idle, 12 to 20 s at 98 % and 78 s at 60 %, stands here
as a constant; beside it a plain loop over positions, channels and taps into a list of edges is timed in the same run.
"""
import os

os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np  # noqa: E402
import psutil  # noqa: E402
import torch  # noqa: E402

from graphnn.expansion import spectral_gap, spectral_radius  # noqa: E402
from graphnn.motifs import motif_count  # noqa: E402
from graphnn.multipartite import Encoder  # noqa: E402
from graphnn.parts import connectivity, coreness  # noqa: E402
from graphnn.pruning import uniform  # noqa: E402
from graphnn.topometrics import topometrics  # noqa: E402
from graphnn.zoo import resnet20  # noqa: E402

OFFICIAL = {0.98: (12, 20), 0.6: (78, 78)}     # seconds for the encoding alone, measured once
TARGET = {0.98: (2.5, None), 0.6: (20, 2048)}  # seconds in all; MiB beyond what the process held


def network(seed=0):
    "ResNet-20 with convolutional shortcuts, and an input"
    torch.manual_seed(seed)
    return resnet20(shortcut="B"), torch.rand(1, 3, 32, 32)


def listed(G):
    "A graph with its edges written"
    G.adjacency
    return G


def measured(f):
    "Wall-clock and processor seconds of a call, and its result"
    cpu, start = time.process_time(), time.perf_counter()
    result = f()
    return time.perf_counter() - start, time.process_time() - cpu, result


def conv_loop(W, size, stride, first, second, edges):
    "Edges of one convolution with padding for kernels of 3, as a loop; W as nested lists"
    k, out = len(W[0][0]), (size - 1) // stride + 1
    for o, by_input in enumerate(W):
        for c, taps in enumerate(by_input):
            for i in range(k):
                for j in range(k):
                    w = taps[i][j]
                    if w == 0: continue
                    for y in range(out):
                        for x in range(out):
                            v, h = y * stride + i - k // 2, x * stride + j - k // 2
                            if 0 <= v < size and 0 <= h < size:
                                edges.append((first + (c * size + v) * size + h, second + (o * out + y) * out + x, abs(w)))


def loop_encoding(model, masks):
    "All convolutions' edges as a list of triples, and how many: the least that a loop in Python can do"
    edges, size, first = [], 32, 0
    for name, m in model.named_modules():
        if not isinstance(m, torch.nn.Conv2d): continue
        before = size * m.stride[0] if "shortcut" in name else size
        n_in, out = m.in_channels * before**2, (before - 1) // m.stride[0] + 1
        conv_loop((m.weight * masks[f"{name}.weight"]).tolist(), before, m.stride[0], first, first + n_in, edges)
        if "shortcut" not in name: size, first = out, first + n_in
    return len(edges)


def peak():
    "Peak memory of this process so far, bytes (Linux)"
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024


def report(sparsity):
    model, x = network()
    recording_wall, recording, encoder = min((measured(lambda: Encoder(model, x)) for _ in range(2)), key=lambda m: m[1])
    masks = uniform(model, sparsity)
    topometrics(listed(encoder(uniform(model, 0.98))))  # compiles
    spectral_radius(encoder(masks))                     # compiles the product for large graphs
    before = psutil.Process().memory_info().rss
    G = listed(encoder(masks))
    all_wall, all_cpu, T = measured(lambda: topometrics(G))
    grown = (peak() - before) / 2**20
    wall, cpu = (min(times) for times in zip(*(measured(lambda: listed(encoder(masks)).m)[:2] for _ in range(7))))
    seconds, mib = TARGET[sparsity]
    print(f"sparsity {sparsity:.0%}: {G.n:,} units, {G.m:,} edges")
    print(f"  recording, once:     {recording_wall:7.3f} s, processor {recording:6.3f} s: one forward pass, for all prunings of the network")
    print(f"  encoding:            {wall:7.3f} s, processor {cpu:6.3f} s: from masks to a matrix of all edges")
    print(f"  all topometrics:     {all_wall:7.3f} s, processor {all_cpu:6.3f} s")
    print(f"  both:                {wall + all_wall:7.3f} s, processor {cpu + all_cpu:6.3f} s   (target {seconds} s)")
    print(f"  additional peak memory {grown:,.0f} MiB" + (f" (target {mib})" if mib else ""))
    low, high = OFFICIAL[sparsity]
    print(f"  encoding against the authors' {low} to {high} s: {low / wall:,.0f} to {high / wall:,.0f} times faster (target 500), "
          f"with recording {low / (wall + recording_wall):,.0f} to {high / (wall + recording_wall):,.0f} times")
    if sparsity > 0.9:
        _, loop, edges = measured(lambda: loop_encoding(model, masks))
        print(f"  against a loop over {edges:,} edges, {loop:.2f} s of processor time: {loop / cpu:,.0f} times faster")
    parts = {"motifs, with reach": lambda: motif_count(G), "cores": lambda: coreness(G).mean(),
             "parts, cut edges, cut nodes": lambda: len(connectivity(G).cut_edges), "spectral gap": lambda: spectral_gap(G), "spectral radius": lambda: spectral_radius(G)}
    for name, f in parts.items():
        wall, cpu, value = measured(f)
        print(f"    {name + ' alone':34} {wall:6.2f} s, processor {cpu:6.2f} s   {value:,.6g}")
    assert np.isfinite(T).all()


if __name__ == "__main__":
    if len(sys.argv) == 2: sys.exit(report(float(sys.argv[1])))
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, numpy {np.__version__}, torch {torch.__version__}")
    for sparsity in TARGET:
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, str(sparsity)], check=True)
