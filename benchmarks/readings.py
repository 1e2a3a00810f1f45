"""Reading a network at an input against what it cannot do without, in one run. `python benchmarks/readings.py` takes a few minutes.

A reading at an input needs the export, the network's own forward pass (three of them are allowed: values, slopes, and what is moved),
and its edges, written at 100 million a second. Each network is read once to compile kernels, and then timed.
"""
import sys
import time

import torch
import torchvision
from torch import nn

from graphnn.recording import Recording
from graphnn.rules import NoRule
from graphnn.zoo import resnet20


def seconds(f, repeats=3):
    "Best time of a call, and its result"
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = f()
        times.append(time.perf_counter() - start)
    return min(times), result


def networks():
    torch.manual_seed(0)
    yield "ResNet-20 at 32", resnet20(), torch.randn(1, 3, 32, 32)
    yield "ResNet-18 at 64", torchvision.models.resnet18(), torch.randn(1, 3, 64, 64)
    yield "MobileNet v3 at 64", torchvision.models.mobilenet_v3_small(), torch.randn(1, 3, 64, 64)
    yield "ViT, 17 tokens of 192", torchvision.models.VisionTransformer(64, 16, 4, 6, 192, 768), torch.randn(1, 3, 64, 64)
    yield "LSTM, 20 steps of 64", nn.LSTM(64, 64, batch_first=True), torch.randn(1, 20, 64)


def edges(G):
    "List all edges, block by block so that memory is bounded"
    from graphnn.graph import block_matrix
    for *_, op in G.joined: block_matrix(op)
    return G.m


if __name__ == "__main__":
    print(f"{torch.get_num_threads()} threads, torch {torch.__version__}")
    for name, model, x in networks():
        model.eval()
        with torch.no_grad():
            forward, _ = seconds(lambda: model(x), 9)
            export, _ = seconds(lambda: torch.export.export(model, (x,), strict=False), 1)
        recording, record = seconds(lambda: Recording(model, x), 1)
        print(f"{name}: forward {forward * 1e3:.1f} ms, export {export:.2f} s, recording {recording:.2f} s")
        for at in (None, "jacobian", "flow"):
            try: edges(record.graph(at=at))
            except (ValueError, NoRule): continue
            reading, G = seconds(lambda: record.graph(at=at))
            listing, m = seconds(lambda: edges(record.graph(at=at)), 1)
            limit = export + 3 * forward + m / 100e6
            spent = recording + listing
            print(f"  {at or 'weights':8} {G.n:9,} nodes {m:12,} edges: reading {reading * 1e3:7.0f} ms, with all edges {listing:6.2f} s; "
                  f"recorded, read and listed in {spent / limit:.2f} of the limit")
        sys.stdout.flush()
