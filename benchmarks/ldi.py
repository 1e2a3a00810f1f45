"""LDI of the paper's multilayer perceptrons against the loop that fills diagonal matrices, in one run. `python benchmarks/ldi.py` takes about two minutes.

Every ratio compares two routes to the same singular values, measured in turn within this run. The slow route is the rule of the paper's
code: for each layer a batch of diagonal matrices filled entry by entry, a batched product with the weights, and `torch.svd` of the batch.
Images are random, of MNIST's size: what they show costs nothing.
"""
import os
import time

import torch

from graphnn.jacobians import layer_jacobians
from graphnn.ldi import ldi
from graphnn.recording import Recording
from graphnn.zoo import dense_mlp, resnet20


def seconds(f, repeats):
    "Best time of a call, and its last result"
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = f()
        times.append(time.perf_counter() - start)
    return min(times), result


def diagonals(slopes):
    "A diagonal matrix for each row, filled entry by entry"
    n, m = slopes.shape
    D = torch.zeros(n, m, m)
    for i in range(n):
        for j in range(m): D[i, j, j] = slopes[i, j]
    return D


def loop(model, x):
    "Mean and standard deviation of all singular values, by the loop"
    found = []
    for J in layer_jacobians(model, x).values():
        M = J.weight.expand(len(x), -1, -1)
        if J.before is not None: M = M @ diagonals(J.before)
        if J.after is not None: M = diagonals(J.after) @ M
        found.append(torch.svd(M)[1])
    values = torch.cat(found, 1)
    return values.mean().item(), values.std().item()


def one_by_one(model, x):
    "Singular values of each Jacobian by itself, in float64, ascending"
    return [torch.stack([torch.linalg.svdvals(M).flip(0) for M in J.dense().double()]) for J in layer_jacobians(model, x).values()]


def against_the_loop(width, depth, tc=10):
    model = dense_mlp(width, depth, tc, generator=torch.Generator().manual_seed(0))
    x = torch.rand(100, 784, generator=torch.Generator().manual_seed(1))
    ldi(model, x)
    slow, theirs = seconds(lambda: loop(model, x), 2)
    fast, ours = seconds(lambda: ldi(model, x), 7)
    apart = max((torch.as_tensor(s.values) - v).abs().max().item() for s, v in zip(ours.spectra, one_by_one(model, x)))
    print(f"  depth {depth:2}, width {width:2}: loop {slow:7.3f} s, graphnn {fast:7.4f} s, {slow / fast:5.0f} times faster (target 20); "
          f"mean {ours.mean:.6f} and {theirs[0]:.6f}; furthest from svdvals one by one {apart:.1e} (limit 1e-5)")
    assert apart < 1e-5 and abs(ours.mean - theirs[0]) < 1e-4


def test_set(width, depth, repeats, limit=""):
    model, x = dense_mlp(width, depth, 10, generator=torch.Generator().manual_seed(0)), torch.rand(10_000, 784)
    t, result = seconds(lambda: ldi(model, x), repeats)
    print(f"  depth {depth:2}, width {width:2}, 10,000 images: {t:6.2f} s{limit}   {result}")


def convolutional():
    model, x = resnet20(), torch.randn(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    t, result = seconds(lambda: ldi(model, x), 3)
    recording = Recording(model, x)
    again, _ = seconds(lambda: ldi(recording, x), 3)
    print(f"  resnet20, 2 images, estimated: {t:.2f} s, of its recording {again:.2f} s   {result}")


if __name__ == "__main__":
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, torch {torch.__version__} on {torch.get_num_threads()} threads, CPU")
    print("a batch of 100 images")
    against_the_loop(8, 8)
    against_the_loop(32, 32)
    print("more")
    test_set(8, 8, 5, " (limit 1)")
    test_set(32, 32, 1)
    convolutional()
