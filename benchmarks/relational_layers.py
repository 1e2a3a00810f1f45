"""What a relational layer costs beside its dense twin, in one run. `python benchmarks/relational_layers.py` takes about a minute.

Every ratio compares two layers or networks of the same widths, stepped in turn within this run; the median of the ratios of neighbouring
steps is printed, in CPU time, which neighbours on the machine disturb less. A training step is forward, backward and a step of SGD with
Nesterov momentum and weight decay, batch 128 (CNN-6: 16), as in the paper.
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


def layer(make):
    "A network of one inner layer, of which only that layer is timed, and its relational twin"
    dense = nn.Sequential(nn.Linear(1, 1), make(), nn.Linear(1, 1))
    return dense[1], relationalize(dense, GRAPH)[1]


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
    for d in (512, 1024): yield f"linear {d} to {d}", *layer(lambda d=d: nn.Linear(d, d)), torch.randn(128, d)
    yield "conv 3x3, 64 to 64 channels, 16x16", *layer(lambda: nn.Conv2d(64, 64, 3, padding=1)), torch.randn(128, 64, 16, 16)
    yield "conv 1x1, 256 to 256 channels, 8x8", *layer(lambda: nn.Conv2d(256, 256, 1)), torch.randn(128, 256, 8, 8)
    yield "the MLP of 512 units", relational_mlp(), relational_mlp(GRAPH), torch.randn(128, 3072)
    yield "the CNN-6, 32x32", *(relational_cnn6(g, num_classes=10, small=True) for g in (None, GRAPH)), torch.randn(16, 3, 32, 32)


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__} on {torch.get_num_threads()} threads, CPU")
    print(f"{'':38}  {'training step':>24}   {'use':>22}")
    print(f"{'':38}  {'dense':>12} {'relational':>11}   {'dense':>12} {'relational':>9}")
    for name, dense, relational, x in cases():
        trained, used = (ratio(kind(dense, x), kind(relational, x), seconds) for kind in (trainer, user))
        print(f"  {name:36}  {trained[0] * 1e3:9.2f} ms {trained[1]:10.3f}x   {used[0] * 1e3:9.2f} ms {used[1]:8.3f}x", flush=True)
    print("limits: 1.05x in training, 1x in use")
