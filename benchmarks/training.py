"""Samples a second of a training loop, with processes that read ahead and without, beside reading alone and computing alone.

    python benchmarks/training.py > benchmarks/training.txt

The images are PNGs of 96 pixels a side in a folder of class folders, cut and mirrored at random to 64 pixels; and tensors in memory, moved by
`crop_flip`. Rates are medians of rounds in which all take turns. The limit of a loop is reading alone and computing alone, one after the other
without a worker, side by side with one, and spread evenly over two cores with two. On a machine that does other work, which the load
average in the first line tells, there is no second core for workers to use.
"""
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import torch
from PIL import Image
from torch import nn

from graphnn.train import image_folders
from graphnn.batches import batches, crop_flip
from graphnn.training import fit

N, ROUNDS, BATCH = int(sys.argv[1]) if len(sys.argv) > 1 else 768, 3, 64
torch.set_num_threads(1)


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 24, 3, 2), nn.ReLU(), nn.Conv2d(24, 48, 3, 2), nn.ReLU(), nn.Conv2d(48, 48, 3, 2), nn.ReLU(),
                         nn.Flatten(), nn.LazyLinear(4))


def trained(data, **options):
    net = network()
    net(torch.zeros(1, 3, 64, 64))
    fit(net, data, 1, lr=.01, batch_size=BATCH, progress=False, **options)


def read(data, **options):
    for _ in batches(data, BATCH, torch.Generator().manual_seed(0), **options): pass


def main():
    with tempfile.TemporaryDirectory() as place:
        noise = np.random.default_rng(0)
        for part, n in (("train", N), ("val", 4)):
            for kind in range(4):
                (folder := Path(place) / part / str(kind)).mkdir(parents=True)
                for i in range(n // 4):
                    Image.fromarray(np.uint8(noise.integers(0, 255, (96, 96, 3)))).save(folder / f"{i}.png")
        files = image_folders(place, 64)[0]
        tensors = torch.rand(N, 3, 64, 64), torch.arange(N) % 4
        ways = {"computing alone": lambda: trained(tensors), "tensors, crop_flip": lambda: trained(tensors, augment=crop_flip),
                "folder, reading alone": lambda: read(files), "folder, reading alone, 1 worker": lambda: read(files, workers=1),
                "folder, reading alone, 2 workers": lambda: read(files, workers=2)}
        ways |= {f"folder, {w} workers": lambda w=w: trained(files, workers=w) for w in (0, 1, 2)}
        seconds = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                start = time.perf_counter()
                way()
                seconds[name].append(time.perf_counter() - start)
    took = {name: median(s) for name, s in seconds.items()}
    compute, reading = took["computing alone"], took["folder, reading alone"]
    limits = {"folder, 0 workers": compute + reading, "folder, 1 workers": max(compute, reading),
              "folder, 2 workers": max((compute + reading) / 2, compute), "tensors, crop_flip": compute}
    print(f"{platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__}, {N} images, median of {ROUNDS} rounds; "
          f"load average {os.getloadavg()[0]:.0f}")
    print(f"{'':34}{'samples/s':>10}{'of the limit':>14}{'least':>10}{'most':>10}")
    for name, t in took.items():
        share = f"{limits[name] / t:.0%}" if name in limits else ""
        print(f"{name:34}{N / t:10.0f}{share:>14}{N / max(seconds[name]):10.0f}{N / min(seconds[name]):10.0f}")


if __name__ == "__main__": main()
