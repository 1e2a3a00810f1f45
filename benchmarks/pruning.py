"""Prunings of a ResNet-20 against the bare forward and backward passes they need, in one run. `python benchmarks/pruning.py` takes about a minute.

A ratio compares a pruning with passes of the same network on the same batch, written out by hand and measured in turn with it. The network is
recorded once for all prunings; that is beside them.
"""
import os
import platform
import statistics
import time
import warnings
from datetime import date

import torch
from torch.nn import functional as F

from graphnn.masks import prunable
from graphnn.pruning import er, erk, grasp, magnitude, prospr, snip, synflow, uniform
from graphnn.recording import Recording
from graphnn.zoo import resnet20

SPARSITY, BATCH, SYNFLOW_ROUNDS = 0.98, 32, 100


def gradient(net, x, y, **kwargs):
    "One forward and one backward pass"
    return torch.autograd.grad(F.cross_entropy(net(x), y), list(net.parameters()), **kwargs)


def hessian_product(net, x, y):
    "One forward pass, one backward pass that can be differentiated, and one through it"
    grads = gradient(net, x, y, create_graph=True)
    return torch.autograd.grad(sum((g.detach() * g).sum() for g in grads), list(net.parameters()))


def unrolled(net, x, y, steps=3, lr=0.5):
    "Three steps of descent that can be differentiated, and the gradient through all of them"
    start = {name: p.detach().requires_grad_() for name, p in net.named_parameters()}
    state, names = dict(start), list(start)
    for _ in range(steps):
        loss = F.cross_entropy(torch.func.functional_call(net, state, (x,)), y)
        grads = torch.autograd.grad(loss, [state[n] for n in names], create_graph=True)
        state = {n: state[n] - lr * g for n, g in zip(names, grads)}
    last = F.cross_entropy(torch.func.functional_call(net, state, (x,)), y)
    return torch.autograd.grad(last, list(start.values()))


def flow(net, ones, rounds):
    "Forward and backward passes of one input in double precision"
    for _ in range(rounds): torch.autograd.grad(net(ones).sum(), [m for n, m in net.named_parameters() if m.ndim > 1])


def measure(routes, rounds):
    "Median seconds of each route, measured in turn"
    times = {name: [] for name in routes}
    for _ in range(rounds + 1):
        for name, f in routes.items():
            start = time.perf_counter()
            f()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(t[1:]) for name, t in times.items()}


def main():
    warnings.filterwarnings("ignore", ".*have collapsed")
    torch.manual_seed(0)
    net, double = resnet20(), resnet20().double()
    net.train()
    x, y = torch.randn(BATCH, 3, 32, 32), torch.randint(10, (BATCH,))
    ones = torch.ones(1, 3, 32, 32, dtype=torch.float64)
    total = sum(W.numel() for W in prunable(net).values())
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__} on {torch.get_num_threads()} threads, CPU")
    print(f"ResNet-20, {total:,} weights, sparsity {SPARSITY}, batch of {BATCH}")
    recording = Recording(net, x)
    pairs = {
        "snip": (lambda: snip(net, SPARSITY, (x, y), recording=recording), lambda: gradient(net, x, y), 5),
        "grasp": (lambda: grasp(net, SPARSITY, (x, y), recording=recording), lambda: hessian_product(net, x, y), 3),
        "prospr": (lambda: prospr(net, SPARSITY, (x, y), recording=recording), lambda: unrolled(net, x, y), 1),
        "synflow": (lambda: synflow(net, SPARSITY, rounds=SYNFLOW_ROUNDS, recording=recording), lambda: flow(double, ones, SYNFLOW_ROUNDS), 5),
    }
    for name, (method, passes, rounds) in pairs.items():
        t = measure({"method": method, "passes": passes}, rounds)
        note = f", {SYNFLOW_ROUNDS} rounds" if name == "synflow" else ""
        print(f"  {name:10} {t['method']:7.3f} s   {t['method'] / t['passes']:5.2f} of the passes it needs{note}   (limit 1.30)")
    drawn = measure({f.__name__: lambda f=f: f(net, SPARSITY, recording=recording) for f in (uniform, er, erk, magnitude)}, 9)
    one = measure({"pass": lambda: gradient(net, x, y)}, 3)["pass"]
    once = measure({"recording": lambda: Recording(net, x)}, 3)["recording"]
    print(f"  {'recording':10} {1000 * once:7.1f} ms  {once / one:5.3f}, once for all of them")
    for name, t in drawn.items(): print(f"  {name:10} {1000 * t:7.1f} ms  {t / one:5.3f} of one forward and backward pass of the batch")


if __name__ == "__main__": main()
