"""Every public function, called with every kind of bad input in every argument.

    python tools/hostile.py [MODULE ...] [--functions N] [--kinds N] [--seed SEED] [--list] [--csv FILE] [--counts FILE] [--package FOLDER] [--together]

What is public is read from the modules themselves; tools/hostile_calls.py gives one good call of each function, from toys.
One argument at a time is then replaced. A call may refuse (a ValueError, or Python's error for a file or an address that is not there), or
answer where an answer makes sense. It counts as failed where another error comes from inside, where numbers that are none,
or things that are no numbers, go in and an answer comes out, or where it takes too long. The last line gives the counts.

Each module is tried by a process of its own, so that one that dies costs no other, or all of them --together by this one, which is
quicker; a line tells as each is done. --counts keeps the rows of modules that are not tried this time. --package takes
graphnn from another folder, such as the worktree of an earlier revision: the same calls, of what it had already.
"""
import argparse
import contextlib
import copy
import importlib
import inspect
import io
import itertools
import pkgutil
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
import typing
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
from fastcore.xtras import working_directory
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
import hostile_calls as calls

SECONDS = 10  # of one call, of the processor; twelve times that on the clock, for what waits
FUNCTIONS = ("a class", "its class", "another network", "a network of NaN", "a lazy network", "a network on meta")  # a user's function may be any
MEMORY = 12 * 2**30  # bytes of address space
REFUSALS = (ValueError, FileNotFoundError, IsADirectoryError, NotADirectoryError, ConnectionError, ImportError, MemoryError)


class Kind(NamedTuple):
    "A kind of bad value"
    name: str
    make: Callable[[], object]
    nonsense: bool  # No function can make anything of it, unless it says so in `calls.TAKES`


def anything() -> list[Kind]:
    "Values of every sort, whatever was expected"
    def nets(change: Callable) -> nn.Module: return change(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)))
    def broken(net: nn.Module) -> nn.Module:
        with torch.no_grad(): net[0].weight.fill_(torch.nan)
        return net
    plain = {"None": lambda: None, "a text": lambda: "a text", "an empty text": lambda: "", "True": lambda: True, "-1": lambda: -1, "0": lambda: 0,
             "a huge number": lambda: 10**12, "2.5": lambda: 2.5, "-0.5": lambda: -.5, "an empty list": list, "an empty dict": dict,
             "an empty array": lambda: np.zeros(0), "an array of 5 axes": lambda: np.ones((2, 1, 2, 1, 2)), "an empty tensor": lambda: torch.zeros(0),
             "a tensor of truth values": lambda: torch.ones(2, 3, dtype=torch.bool), "a tensor of whole numbers": lambda: torch.ones(2, 3, dtype=torch.long),
             "a tensor of 6 axes": lambda: torch.ones(1, 2, 1, 2, 1, 2), "a tensor in training": lambda: torch.ones(2, 3, requires_grad=True),
             "another network": lambda: nets(lambda net: net)}
    none = {"an object": object, "bytes": lambda: b"\0\xff", "NaN": lambda: float("nan"), "infinity": lambda: float("inf"), "a complex number": lambda: 1j,
            "a list of None": lambda: [None], "ragged lists": lambda: [[1.], [2., 3.]], "an array with NaN": lambda: np.array([[1., np.nan], [np.nan, 1.]]),
            "an array of texts": lambda: np.array(["a", "b"]), "an array of objects": lambda: np.array([None, 1], object),
            "a complex array": lambda: np.array([1j, 2.]), "a tensor of NaN": lambda: torch.full((2, 3), torch.nan),
            "a tensor of infinities": lambda: torch.full((2, 3), torch.inf), "a complex tensor": lambda: torch.ones(2, 3) * 1j,
            "a tensor on meta": lambda: torch.ones(2, 3, device="meta"), "a class": lambda: nn.Linear, "a network of NaN": lambda: nets(broken),
            "a lazy network": lambda: nn.LazyLinear(2), "a network on meta": lambda: nets(lambda net: net.to("meta")), "a table of NaN": lambda: pd.DataFrame({"a": [np.nan]})}
    return [Kind(k, v, False) for k, v in plain.items()] + [Kind(k, v, True) for k, v in none.items()]


def spoiled(good: object) -> list[Kind]:
    "What was expected, spoiled a little"
    found: dict[str, tuple[Callable, bool]] = {}
    if isinstance(good, torch.Tensor):
        x = good.detach()
        found |= {"one sample less": (lambda: x[:-1], False), "one axis more": (lambda: x[None], False), "one axis less": (lambda: x[..., 0], False),
                  "no samples": (lambda: x[:0], False), "its whole numbers": (lambda: x.long(), False), "it in double": (lambda: x.double(), False),
                  "it in half": (lambda: x.half(), False), "it transposed": (lambda: x.mT if x.ndim > 1 else x.flip(0), False),
                  "it as complex numbers": (lambda: x * (1 + 1j), True), "it on meta": (lambda: x.to("meta"), True)}
        if x.numel(): found |= {f"it with one {v}": (lambda v=v: _with_one(x.float(), v), True) for v in (float("nan"), float("inf"))}
    if isinstance(good, np.ndarray) and good.dtype.kind in "fiub":
        found |= {"one less": (lambda: good[:-1], False), "one axis more": (lambda: good[None], False), "it as texts": (lambda: good.astype(str), True),
                  "it as objects": (lambda: good.astype(object), False), "it as complex numbers": (lambda: good * (1 + 1j), True)}
        if good.size: found |= {f"it with one {v}": (lambda v=v: _with_one(good.astype(float), v), True) for v in (float("nan"), float("-inf"))}
    if isinstance(good, nn.Module):
        found |= {"it with one NaN": (lambda: _spoil_weights(copy.deepcopy(good)), True), "it on meta": (lambda: copy.deepcopy(good).to("meta"), True),
                  "its class": (lambda: type(good), True)}
    if isinstance(good, pd.DataFrame):
        found |= {"it without rows": (lambda: good[:0], False), "it without its last column": (lambda: good.iloc[:, :-1], False),
                  "it with NaN": (lambda: good.where(good != good), True), "its texts": (lambda: good.astype(str), True)}
    if isinstance(good, dict) and good:
        first = next(iter(good))
        found |= {"an unknown key": (lambda: good | {"no_such_key": good[first]}, False), "None for one": (lambda: good | {first: None}, True),
                  "a text for one": (lambda: good | {first: "a text"}, True), "a key less": (lambda: dict(list(good.items())[1:]), False)}
        if isinstance(good[first], torch.Tensor):
            found |= {"NaN for one": (lambda: good | {first: good[first].float() * torch.nan}, True), "another shape for one": (lambda: good | {first: good[first][..., :-1]}, False)}
    if type(good) in (list, tuple) and good:
        found |= {"one less": (lambda: good[:-1], False), "one more": (lambda: (*good, good[0]), False), "None for one": (lambda: (*good[:-1], None), True)}
        for k, bad in itertools.islice(((k.name, k) for k in spoiled(good[0])), 4): found[f"{k}, in the first"] = (lambda bad=bad: (bad.make(), *good[1:]), bad.nonsense)
    if type(good).__name__ == "LayeredGraph":
        found |= {"a graph with NaN": (lambda: calls.spoiled_graph(float("nan")), True), "a graph with infinity": (lambda: calls.spoiled_graph(float("inf")), True),
                  "an empty graph": (lambda: calls.graph_class()([], []), False)}
    if type(good).__name__ == "Graph": found |= {"an empty graph": (lambda: type(good)(), False), "a graph with NaN": (lambda: calls.nan_networkx(), True)}
    if isinstance(good, Path):
        folder = good.parent
        found |= {"a missing file": (lambda: folder / "no" / "such.file", False), "a folder": (lambda: folder, False), "a broken file": (lambda: _broken(folder), False)}
    return [Kind(k, make, nonsense) for k, (make, nonsense) in found.items()]


def _with_one(v, bad):
    v = copy.deepcopy(v)
    v.reshape(-1)[0] = bad
    return v

def _spoil_weights(net):
    with torch.no_grad():
        for p in itertools.islice(net.parameters(), 1): p.view(-1)[0] = torch.nan
    return net

def _broken(folder):
    path = folder / "broken.file"
    path.write_bytes(b"PK\x03\x04 not what it says")
    return path


class Call(NamedTuple):
    "A public function and one good call of it"
    name: str      # module.function or module.Class.method
    function: Callable
    arguments: dict


def members(module: types.ModuleType) -> Iterator[tuple[str, Callable]]:
    "Public functions, constructors and methods of a module, each once, without plain records and errors"
    for name in getattr(module, "__all__", []):
        found = getattr(module, name)
        if not callable(found) or getattr(found, "__module__", "") != module.__name__: continue
        record = inspect.isclass(found) and (issubclass(found, (tuple, Exception)) or hasattr(found, "__dataclass_fields__"))
        if not record: yield name, found
        if not inspect.isclass(found): continue
        for k, v in vars(found).items():
            own = isinstance(v, types.FunctionType) and not k.startswith("_") and not (issubclass(found, nn.Module) and hasattr(nn.Module, k) or k == "forward")
            if own and len(inspect.signature(v).parameters) > 1: yield f"{name}.{k}", v


def modules() -> list[str]:
    "Names of the package's modules"
    import graphnn
    return [info.name for info in pkgutil.iter_modules(graphnn.__path__) if not info.name.startswith("_")]


def public(module: str) -> tuple[list[tuple[str, Callable]], list[str]]:
    "The functions of a module to try, and those for which there is no good call"
    found = [(f"{module}.{name}", f) for name, f in members(importlib.import_module(f"graphnn.{module}")) if not calls.is_inner(f"{module}.{name}")]
    return [v for v in found if v[0] in calls.GOOD], [name for name, _ in found if name not in calls.GOOD]


def fresh(v: object) -> object:
    "A copy of what a call might change"
    if isinstance(v, (list, tuple)) and type(v) in (list, tuple): return type(v)(map(fresh, v))
    return copy.deepcopy(v) if isinstance(v, (nn.Module, torch.Tensor, np.ndarray, dict, pd.DataFrame)) else v


class Late(BaseException):
    "A call that takes too long"


@contextlib.contextmanager
def guarded(folder: Path, seconds: int = SECONDS) -> Iterator[None]:
    "Nothing printed, nothing drawn, no warning, and an end after some seconds"
    def stop(*_): raise Late
    clocks = {signal.SIGPROF: (signal.ITIMER_PROF, seconds), signal.SIGALRM: (signal.ITIMER_REAL, 12 * seconds)}
    if threading.current_thread() is not threading.main_thread(): clocks = {}  # elsewhere no signal arrives
    before = {s: signal.signal(s, stop) for s in clocks}
    for timer, after in clocks.values(): signal.setitimer(timer, after)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), working_directory(folder):
            warnings.simplefilter("ignore")
            yield
    finally:
        for timer, _ in clocks.values(): signal.setitimer(timer, 0)
        for s, handler in before.items(): signal.signal(s, handler)


def run(call: Call, arguments: dict) -> object:
    "What a call returns; of an iterator its first values, of a context its value"
    out = call.function(**arguments)
    if isinstance(out, types.GeneratorType): return list(itertools.islice(out, 3))
    if isinstance(out, contextlib.AbstractContextManager) and hasattr(out, "gen"):
        with out as inside: return inside
    return out


def attempt(call: Call, argument: str, kind: Kind, folder: Path) -> tuple[str, str]:
    "How a call with one bad argument ends, and what it said"
    arguments = {k: fresh(v) for k, v in call.arguments.items()}
    try: value = kind.make()
    except Exception: return "not made", ""
    arguments[argument] = value
    try:
        with guarded(folder, 2 if kind.name == "a huge number" else SECONDS): run(call, arguments)
    except Late: return ("answered", "as long as was asked for") if kind.name == "a huge number" else ("too long", f"more than {SECONDS} s")
    except REFUSALS as e:
        if "truth value of" in str(e) or not str(e) and not isinstance(e, MemoryError): return "error from inside", _where(e)
        return "refused", str(e)
    except BaseException as e:
        if isinstance(e, KeyboardInterrupt): raise
        return "error from inside", _where(e)
    if not kind.nonsense or calls.takes(call.name, argument, kind.name) or _admits(call.function, argument, value): return "answered", ""
    return "answer to nonsense", ""

def _where(e):
    lines = [f for f in traceback.extract_tb(e.__traceback__) if "graphnn" in Path(f.filename).parts]
    at = f"{Path(lines[-1].filename).name}:{lines[-1].lineno}" if lines else ""
    return f"{type(e).__name__}: {(str(e).strip() or ' ').splitlines()[0][:110]} ({at})"

def _admits(function, argument, value):
    "Whether the signature itself says that any value will do, or this one"
    p = inspect.signature(function).parameters[argument]
    return p.default is value and value is not inspect.Parameter.empty or p.annotation is typing.Any


COLUMNS = ["function", "argument", "kind", "end", "said", "seconds"]


def tried(only: list[str] | None = None, kinds: int | None = None, seed: int = 0, functions: int | None = None) -> tuple[pd.DataFrame, list[str]]:
    "A row for each bad call, and the functions that lack a good one; of some functions of each module, and some kinds, where their numbers are given"
    rows, without = [], []
    for module in only or modules():
        before, start = len(rows), time.perf_counter()
        draw = random.Random(f"{seed} {module}")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            calls.folder(folder)
            found, lacking = public(module)
            without += lacking
            if functions is not None: found = draw.sample(found, min(functions, len(found)))
            for name, function in found:
                rows += _tried(name, function, kinds, draw, folder)
                if "matplotlib.pyplot" in sys.modules: sys.modules["matplotlib.pyplot"].close("all")
        told(module, pd.DataFrame(rows[before:], columns=COLUMNS), start)
    return pd.DataFrame(rows, columns=COLUMNS), without

def told(module, table, start):
    "A line about what became of the calls of a module"
    print(f"{module:20} {len(table):6,} calls, {table['end'].isin(FAILED).sum():5,} failed, {time.perf_counter() - start:5.0f} s", file=sys.stderr, flush=True)

def _tried(name, function, kinds, draw, folder):
    "A row for each bad call of one function"
    try:
        call = Call(name, function, calls.arguments(calls.GOOD[name]))
        with guarded(folder, 12 * SECONDS): run(call, {k: fresh(v) for k, v in call.arguments.items()})  # the first call compiles
    except BaseException as e:
        if isinstance(e, KeyboardInterrupt): raise
        return [(name, "", GOOD, "error from inside", _where(e), 0.)]
    rows, parameters = [], inspect.signature(function).parameters
    for argument, p in parameters.items():
        if argument == "self" or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or calls.is_written(name, argument, next(iter(parameters))): continue
        good = call.arguments.get(argument, None if p.default is p.empty else p.default)
        bad = [k for k in anything() + spoiled(good) if not ("Callable" in str(p.annotation) and k.name in FUNCTIONS)]
        if kinds is not None: bad = draw.sample(bad, min(kinds, len(bad)))
        for kind in bad:
            start = time.perf_counter()
            end, said = attempt(call, argument, kind, folder)
            if end != "not made": rows.append((name, argument, kind.name, end, said, time.perf_counter() - start))
    return rows


def each_alone(only: list[str], options: list[str]) -> tuple[pd.DataFrame, list[str]]:
    "As `tried`, each module in a process of its own, and a line as each is done"
    tables, without = [], []
    with tempfile.TemporaryDirectory() as folder:
        for module in only:
            start, file = time.perf_counter(), Path(folder) / f"{module}.csv"
            done = subprocess.run([sys.executable, __file__, module, "--csv", str(file), *options], capture_output=True, text=True)
            if file.exists(): table = pd.read_csv(file, keep_default_na=False)
            else: table = pd.DataFrame([(module, "", "the module", "error from inside", f"died: {done.stderr[-300:]}", 0.)], columns=COLUMNS)
            tables.append(table)
            without += [line.removeprefix(LACKING) for line in done.stdout.splitlines() if line.startswith(LACKING)]
            told(module, table, start)
    return pd.concat(tables, ignore_index=True), without


GOOD, LACKING = "the good call", "no good call of "


FAILED = ("error from inside", "answer to nonsense", "too long")


def counts(table: pd.DataFrame) -> pd.DataFrame:
    "How calls ended, by module"
    ends = pd.crosstab(table["function"].str.split(".").str[0].rename("module"), table["end"])
    return ends.reindex(columns=["refused", "answered", *FAILED], fill_value=0).assign(calls=ends.sum(axis=1))


def failures(table: pd.DataFrame, kinds: int | None) -> pd.DataFrame:
    "Calls and failed ones, by module, and of how many kinds; a function whose good call fails is left out, as one that was called otherwise"
    called = counts(table[table["kind"] != GOOD])
    return pd.DataFrame({"kinds": "all" if kinds is None else str(kinds), "calls": called["calls"], "failed": called[list(FAILED)].sum(axis=1)})


def write_counts(found: pd.DataFrame, path: Path) -> None:
    "Put the counts of some modules into a file; what it says of others stands"
    if path.exists():
        before = pd.read_csv(path, index_col="module", dtype={"kinds": str})
        found = pd.concat([before.drop(index=found.index, errors="ignore"), found]).sort_index()
    found.to_csv(path)


def main() -> int:
    "The command"
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("modules", nargs="*")
    p.add_argument("--kinds", type=int, help="try only so many kinds for each argument, drawn with the seed")
    p.add_argument("--functions", type=int, help="try only so many functions of each module, drawn with the seed")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--list", action="store_true", help="show each failed call")
    p.add_argument("--csv", help="write every call into a file")
    p.add_argument("--counts", type=Path, help="write the counts of calls and failures of each module into a file; rows of modules that were not tried stand")
    p.add_argument("--together", action="store_true", help="try all modules in one process")
    p.add_argument("--package", help="the folder that holds graphnn, where it is not the one that is installed")
    args = p.parse_args()
    if args.package:
        os.environ["PYTHONPATH"] = os.pathsep.join([args.package, *filter(None, [os.environ.get("PYTHONPATH")])])
        sys.path.insert(0, args.package)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    here = args.together or len(args.modules) == 1
    options = [f"--{k}={v}" for k in ("kinds", "functions", "seed", "package") if (v := getattr(args, k)) is not None]
    table, lacking = tried(args.modules, args.kinds, args.seed, args.functions) if here else each_alone(args.modules or modules(), options)
    if args.csv: table.to_csv(args.csv, index=False)
    if args.counts: write_counts(failures(table, args.kinds), args.counts)
    bad = table[table["end"].isin(FAILED)]
    if args.list:
        for row in bad.itertuples(): print(f"{row.function}({row.argument} = {row.kind}): {row.end}: {row.said}")
    print(counts(table).to_string())
    for name in lacking: print(f"{LACKING}{name}")
    ends = Counter(table["end"])
    print(f"{len(table):,} calls: " + ", ".join(f"{ends[k]:,} {k}" for k in ("refused", "answered", *FAILED)) + f"; {len(lacking)} functions without a good call")
    return 1 if len(bad) or lacking else 0


if __name__ == "__main__": sys.exit(main())
