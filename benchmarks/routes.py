"""Routes of GPT-2 small at 64 tokens, beside the network's forward pass. `python benchmarks/routes.py` takes a minute or two.

Weights are random, as the cost does not depend on them. Each step in seconds and as forward passes of the same run; the peak is that of the process.
"""
import resource
import time

import torch
from transformers import GPT2Config, GPT2LMHeadModel

from graphnn.recording import Recording
from graphnn.routes import passing, routes, score_flow, score_signal


def timed(name, f):
    start = time.perf_counter()
    result = f()
    spent = time.perf_counter() - start
    print(f"  {name:34} {spent:6.2f} s, {spent / forward:6.0f} forward passes, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB so far", flush=True)
    return result


torch.manual_seed(0)
model = GPT2LMHeadModel(GPT2Config()).eval()
inputs = {"input_ids": torch.randint(0, 50_000, (1, 64)), "use_cache": False}
with torch.no_grad():
    model(**inputs)
    start = time.perf_counter()
    for _ in range(5): model(**inputs)
forward = (time.perf_counter() - start) / 5
print(f"GPT-2 small at 64 tokens, {torch.get_num_threads()} threads, torch {torch.__version__}: forward pass {forward * 1e3:.0f} ms")
recording = timed("recording", lambda: Recording(model, inputs))
G = timed("flow graph", lambda: recording.graph(at="flow"))
signal = timed("the score as a signal", lambda: score_signal(G))
timed("what passes each unit", lambda: passing(G, signal))
timed("what flows from place to place", lambda: score_flow(G, signal))
found = timed("all of it, and the routes over 1 %", lambda: routes(G))
print(f"  {G.n:,} units; {len(found.table)} routes, {found.rest / found.total:.1%} in the rest, sum off by {abs(found.table.value.sum() + found.rest - found.total) / abs(found.total):.0e}")
