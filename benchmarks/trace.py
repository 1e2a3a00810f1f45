"""What a trace of topology costs beside the training between two looks, in one run.

`python benchmarks/trace.py` takes a minute or two. Steps of a masked network are timed, some of them, and one look with all
measures, each measure alone too; the share is the look over `every` steps. Times are those of a run; the shares are what to compare.
"""
import argparse
import time

import torch
import torch.nn.functional as F

from graphnn.masks import apply_masks
from graphnn.pruning import erk
from graphnn.sparse_runs import sparse_network
from graphnn.trace import TRACED, topology_trace

NETWORKS = {"resnet20": ((3, 32, 32), 128, 2), "small_cnn": ((1, 8, 8), 50, 100)}  # shape, batch, steps that are timed


def timed(f, times=1):
    "Processor seconds of one call, the least of some"
    found = []
    for _ in range(times):
        start = time.process_time()
        f()
        found.append(time.process_time() - start)
    return min(found)


def compare(name, sparsity, every):
    shape, batch, steps = NETWORKS[name]
    net = sparse_network(name, shape)
    g = torch.Generator().manual_seed(0)
    sparse = apply_masks(net, erk(net, sparsity, generator=g))
    x, y = torch.randn(batch, *shape, generator=g), torch.randint(10, (batch,), generator=g)
    sgd = torch.optim.SGD(sparse.parameters(), lr=.01, momentum=.9)

    def step():
        sgd.zero_grad()
        F.cross_entropy(sparse(x), y).backward()
        sgd.step()

    step()
    training = every * timed(lambda: [step() for _ in range(steps)]) / steps
    looks = {}
    for measures in (list(TRACED), *([m] for m in TRACED)):
        trace = topology_trace(net, x[:1], measures)
        trace(0, sparse)                                     # the first look has nothing to compare with
        looks["+".join(measures) if len(measures) == 1 else "all"] = timed(lambda: trace(1, sparse), 1 if name == "resnet20" else 3)
    print(f"{name}, sparsity {sparsity}, batches of {batch}: {every} steps {training:.1f} s; a look {looks['all']:.2f} s, {looks['all'] / training:.1%}")
    print("   " + ", ".join(f"{m} {s:.2f} s" for m, s in looks.items() if m != "all"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=100, help="steps between two looks")
    parser.add_argument("--sparsity", type=float, default=.95)
    args = parser.parse_args()
    for name in NETWORKS:
        compare(name, args.sparsity, args.every)
