"""What a relational layer costs beside its dense twin, in one run. `python benchmarks/relational_layers.py` takes some two minutes.

A layer stores and multiplies only what is on the graph ("packed") where the rule of `relationalize` says so, else a masked weight. Every ratio compares two layers or networks of the same widths, stepped in turn within this run; the median of the ratios of neighbouring
steps is printed, in CPU time, which neighbours on the machine disturb less. A training step is forward, backward and a step of SGD with
Nesterov momentum and weight decay, batch 128 (CNN-6: 16, wide convolutions: 8), as in the paper; gradients of the input are taken too,
as inside a network. "kept" is the share of the dense layer's weights that is on the graph, "memory" that of what is stored.
"""
import os
import platform
import statistics
import sys
import time

import networkx as nx
import torch
from torch import nn

from graphnn.relational_layers import relationalize
from graphnn.relational_nets import relational_cnn6, relational_mlp

GRAPH = nx.connected_watts_strogatz_graph(64, 16, 0.3, seed=0)
SPARSE = nx.connected_watts_strogatz_graph(64, 8, 0.3, seed=0)


def layer(make, graph=GRAPH):
    "A network of one inner layer, of which only that layer is timed, and its relational twin"
    dense = nn.Sequential(nn.Linear(1, 1), make(), nn.Linear(1, 1))
    return dense[1], relationalize(dense, graph)[1]


def stored(net): return sum(v.numel() * v.element_size() for v in [*net.parameters(), *net.buffers()])


def trainer(net, x):
    optimizer = torch.optim.SGD(net.parameters(), 0.01, momentum=0.9, nesterov=True, weight_decay=5e-4)
    def step():
        optimizer.zero_grad()
        net(x).square().mean().backward()
        optimizer.step()
    net.train()
    return step


def user(net, x):
    def step():
        with torch.no_grad(): net(x)
    net.eval()
    return step


def ratio(dense, relational, seconds=3.0):
    "Median time of one step of the dense twin, and the median of relational / dense over alternating steps"
    steps, times = [dense, relational], ([], [])
    for step in steps: step()
    stop = time.process_time() + seconds
    while time.process_time() < stop or len(times[0]) < 15:
        for i in ((0, 1) if len(times[0]) % 2 else (1, 0)):
            start = time.process_time()
            steps[i]()
            times[i].append(time.process_time() - start)
    return statistics.median(times[0]), statistics.median(r / d for d, r in zip(*times))


def cases():
    def linear(d, graph): return *layer(lambda: nn.Linear(d, d), graph), torch.randn(128, d, requires_grad=True)
    def conv(c, kernel, graph, batch, size):
        return *layer(lambda: nn.Conv2d(c, c, kernel, padding=kernel // 2), graph), torch.randn(batch, c, size, size, requires_grad=True)
    for d in (512, 1024): yield f"linear {d} to {d}", *linear(d, GRAPH)
    for d in (256, 512, 1024, 1539, 2048): yield f"linear {d} to {d}, sparser", *linear(d, SPARSE)
    yield "conv 3x3, 64 to 64 channels, 16x16", *conv(64, 3, GRAPH, 128, 16)
    yield "conv 3x3, 512 to 512, 8x8, sparser", *conv(512, 3, SPARSE, 8, 8)
    yield "conv 3x3, 600 to 600, 8x8, sparser", *conv(600, 3, SPARSE, 8, 8)
    yield "conv 1x1, 256 to 256 channels, 8x8", *conv(256, 1, GRAPH, 128, 8)
    yield "conv 1x1, 1024 to 1024, 8x8, sparser", *conv(1024, 1, SPARSE, 8, 8)
    yield "the MLP of 512 units", relational_mlp(), relational_mlp(GRAPH), torch.randn(128, 3072)
    yield "the CNN-6, 32x32", *(relational_cnn6(g, num_classes=10, small=True) for g in (None, GRAPH)), torch.randn(16, 3, 32, 32)


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__} on {torch.get_num_threads()} threads, CPU")
    print(f"{'':38}  {'training step':>24}   {'use':>22}   {'memory':>7}")
    print(f"{'':38}  {'dense':>12} {'relational':>11}   {'dense':>12} {'relational':>9}")
    for name, dense, relational, x in cases():
        trained, used = (ratio(kind(dense, x), kind(relational, x), seconds) for kind in (trainer, user))
        print(f"  {name:36}  {trained[0] * 1e3:9.2f} ms {trained[1]:10.3f}x   {used[0] * 1e3:9.2f} ms {used[1]:8.3f}x   {stored(relational) / stored(dense):6.2f}x",
              flush=True)
    print("limits: 1.1x in training, 0.5x at a width of 2048; 1.02x in use")
