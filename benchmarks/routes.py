"""Routes of GPT-2 small at 64 tokens, beside the network's forward pass. `python benchmarks/routes.py` takes a minute or two.

Weights are random, as the cost does not depend on them. Each step in seconds, in seconds of processor time, and as forward passes of the same run; the peak is that of the process.
"""
import resource
import time

import torch
from transformers import GPT2Config, GPT2LMHeadModel

from graphnn.recording import Recording
from graphnn.routes import passing, routes, score_flow, score_signal

SPENT = []


def timed(name, f, counted=False):
    "Do something, say what it took, and keep that where it is a part of finding routes"
    wall, processor = time.perf_counter(), time.process_time()
    result = f()
    spent = time.perf_counter() - wall, time.process_time() - processor
    if counted: SPENT.append(spent)
    print(f"  {name:34} {spent[0]:6.2f} s, {spent[1]:6.2f} s of processor time, {spent[1] / forward:5.0f} forward passes, {peak():.2f} GB so far", flush=True)
    return result


def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


torch.manual_seed(0)
model = GPT2LMHeadModel(GPT2Config()).eval()
inputs = {"input_ids": torch.randint(0, 50_000, (1, 64)), "use_cache": False}
with torch.no_grad():
    model(**inputs)
    start = time.process_time()
    for _ in range(5): model(**inputs)
forward = (time.process_time() - start) / 5
print(time.strftime("%Y-%m-%d"))
print(f"GPT-2 small at 64 tokens, {torch.get_num_threads()} threads, torch {torch.__version__}: forward pass {forward * 1e3:.0f} ms of processor time, {peak():.2f} GB with the network")
recording = timed("recording", lambda: Recording(model, inputs), True)
G = timed("flow graph", lambda: recording.graph(at="flow"), True)
signal = timed("the score as a signal", lambda: score_signal(G))
timed("what passes each unit", lambda: passing(G, signal))
timed("what flows from place to place", lambda: score_flow(G, signal))
found = timed("all of it, and the routes over 1 %", lambda: routes(G), True)
wall, processor = map(sum, zip(*SPENT))
print(f"  from the network to its routes {wall:.1f} s (limit 30 s); {processor:.1f} s of processor time on two cores; peak {peak():.2f} GB (limit 4 GB)")
print(f"  {G.n:,} units; {len(found.table)} routes, {found.rest / found.total:.1%} in the rest, sum off by {abs(found.table.value.sum() + found.rest - found.total) / abs(found.total):.0e}")
