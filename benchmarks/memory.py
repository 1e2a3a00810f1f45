"""Every network under limits of memory, in one run: what a machine cannot do is refused with numbers, and nothing is killed or fails in the middle.

`python benchmarks/memory.py` takes about an hour. Each network runs in processes of its own, with 2, 4 and 8 GiB of address space beyond what they hold once
everything is imported; with --cgroup also in a control group of that size, which counts all of a process and kills it (Linux, version 1, as root).
The last column says what each measure did: + done, - refused with a ValueError that tells the bytes, anything else by name.
"""
import argparse
import os
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path

NETWORKS = ["zoo:digits_cnn", "zoo:cnn5", "zoo:resnet20", "zoo:resnet110", "zoo:digits_vit", "zoo:copy_transformer", "alexnet", "vgg16", "resnet18", "resnet50",
            "wide_resnet50_2", "densenet121", "googlenet", "mobilenet_v3_small", "shufflenet_v2_x1_0", "efficientnet_b0", "regnet_y_400mf", "convnext_tiny",
            "vit_b_16", "swin_t", "maxvit_t"]


def measures():
    import numpy as np

    from graphnn import centrality, expansion, motifs, parts, paths
    def first(G): return next(layer.name for layer in G if layer.name != G.constant)
    return {"degrees": lambda G: G.degree("all", "abs"), "values": lambda G: G.operator().walk(np.ones(G.n)), "pagerank": centrality.pagerank,
            "katz": lambda G: centrality.katz_centrality(G, 1e-3), "eigenvector": lambda G: centrality.eigenvector_centrality(G, max_iter=2, tol=1e6),
            "lengths": lambda G: paths.path_lengths(G, first(G)), "path": paths.heaviest_path, "connectivity": parts.connectivity,
            "gap": lambda G: expansion.spectral_gap(G, tol=.1), "coarsen": lambda G: G.coarsen("layers"), "compose": lambda G: paths.compose(G, *two(G)),
            "block": lambda G: G.block(*two(G)), "adjacency": lambda G: G.adjacency, "motifs": motifs.motif_count}


def two(G):
    "The two ends of the block with most edges"
    return tuple(G.blocks.sort_values("edges")[["source", "target"]].iloc[-1])


def read(name):
    import torch
    torch.manual_seed(0)
    if name.startswith("zoo:"):
        from graphnn import zoo
        model = zoo.get(name[4:])
        tokens = name == "zoo:copy_transformer"
        x = torch.zeros(1, *model.input_shape, dtype=torch.long) if tokens else torch.randn(1, *model.input_shape)
    else:
        import torchvision
        model, x = torchvision.models.get_model(name, weights=None), torch.randn(1, 3, 224, 224)
    from graphnn.recording import Recording
    recording = Recording(model.eval(), x)
    try: return recording.graph()
    except ValueError as e:
        if "at='flow'" not in str(e): raise
        return recording.graph(at="flow")


def one(name, limit, group):
    "Try everything on one network"
    import psutil

    import graphnn.operators  # noqa: F401
    warnings.simplefilter("ignore")
    todo = measures()
    if group: (Path(group) / "cgroup.procs").write_text(str(os.getpid()))
    else: resource.setrlimit(resource.RLIMIT_AS, (psutil.Process().memory_info().vms + limit, resource.RLIM_INFINITY))
    def tried(f):
        start = time.perf_counter()
        try: return f(), "+", time.perf_counter() - start
        except ValueError as e: return None, "-" if "GiB" in str(e) else f"ValueError({str(e)[:80]})", time.perf_counter() - start
        except BaseException as e: return None, f"{type(e).__name__}({str(e)[:80]})", time.perf_counter() - start
    G, mark, spent = tried(lambda: read(name))
    print(f"graph {mark}", flush=True, end="")
    if G is None: return
    m, mark, spent = tried(lambda: G.m)
    print(f" edges {mark} {m or 0:,}:", end="", flush=True)
    if m is None: return
    for what, measure in todo.items():
        _, mark, spent = tried(lambda: measure(G))
        print(f" {what} {mark}", end="", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("networks", nargs="*")
    parser.add_argument("--gib", default="2,4,8")
    parser.add_argument("--cgroup", action="store_true")
    parser.add_argument("--one", nargs=3)
    options = parser.parse_args()
    if options.one: one(options.one[0], int(options.one[1]), options.one[2]); sys.exit()
    group = Path(f"/sys/fs/cgroup/memory/graphnn_{os.getpid()}") if options.cgroup else None
    if group: group.mkdir()
    for name in options.networks or NETWORKS:
        for gib in map(int, options.gib.split(",")):
            if group: (group / "memory.limit_in_bytes").write_text(str(gib * 2**30))
            start = time.perf_counter()
            done = subprocess.run([sys.executable, __file__, "--one", name, str(gib * 2**30), str(group or "")], capture_output=True, text=True)
            said = done.stdout.strip() + (f" KILLED, exit {done.returncode}: {done.stderr.strip()[-200:]}" if done.returncode else "")
            print(f"{name:24} {gib} GiB {time.perf_counter() - start:5.0f} s  {said}", flush=True)
    if group: group.rmdir()
