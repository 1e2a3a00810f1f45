"""What a point of a sweep costs beside its function: 100,000 trivial points, against the same calls in a loop and in a bare executor.

`python benchmarks/sweep.py points` takes some minutes; `python benchmarks/sweep.py rows` writes ten million rows (about 0.8 GB) and opens them again.
Times are those of a run on 2 cores; the ratios are what to compare.
"""
import argparse
import resource
import sqlite3
import tempfile
import time
from pathlib import Path


def trivial(a, seed): return a * 1000 + seed


def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(f):
    start = time.perf_counter()
    f()
    return time.perf_counter() - start


def points(n):
    "A sweep over local processes, a bare pool of such processes, and a loop"
    from loky.process_executor import ProcessPoolExecutor

    from graphnn.sweep import read_sweep, sweep
    grid = dict(a=range(n // 1000), seed=range(1000))
    with tempfile.TemporaryDirectory() as folder:
        out, before = Path(folder) / "points.sqlite", peak()
        first = timed(lambda: sweep(trivial, dict(a=[-1], seed=[0]), out, workers=2))
        whole = timed(lambda: sweep(trivial, grid, out, workers=2))
        table = read_sweep(out)
        assert len(table) == n + 1 and (table.value == table.a * 1000 + table.seed).all()
        kept, again = peak(), timed(lambda: sweep(trivial, grid, out, workers=2))
        size = out.stat().st_size
    with ProcessPoolExecutor(2) as pool:
        bare = timed(lambda: [pool.submit(trivial, a, s).result() for a in range(2) for s in range(1000)]) / 2000
        several = timed(lambda: list(pool.map(trivial, range(10_000), range(10_000)))) / 10_000
    loop = timed(lambda: [trivial(a, s) for a in range(n // 1000) for s in range(1000)])
    print(f"{n:,} points: {whole:.0f} s in all, {1e3 * (whole - first) / n:.2f} ms each beyond the start of {first:.1f} s; {size / n:.0f} bytes each")
    print(f"bare executor: {1e3 * bare:.2f} ms a point one by one, {1e3 * several:.2f} ms mapped; a loop: {1e6 * loop / n:.2f} us")
    print(f"again, all of them there: {again:.1f} s, start included; the driver holds {before:.0f} MB before and {kept:.0f} MB after")


def rows(n):
    "A file of so many rows: how long it takes to begin anew, and to read some"
    from concurrent.futures import ThreadPoolExecutor

    from graphnn.sweep import read_sweep, sweep
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        out, known = Path(folder) / "rows.sqlite", dict(a=range(100), seed=range(1000))
        sweep(trivial, known, out, pool)
        with sqlite3.connect(out) as db:
            numbers = "WITH RECURSIVE i(k) AS (SELECT 100000 UNION ALL SELECT k + 1 FROM i WHERE k < ?) "
            db.execute("INSERT INTO points (a, seed, value, _key, _run, _seconds, _host) "
                       f"{numbers} SELECT k / 1000, k % 1000, k, randomblob(16), 1, 1e-6, 'host' FROM i", [n - 1])
        db.close()
        some = dict(a=range(n // 1000, n // 1000 + 1), seed=range(100))
        new = timed(lambda: sweep(trivial, some, out, pool))
        there = timed(lambda: sweep(trivial, known, out, pool))
        first = timed(lambda: next(read_sweep(out, rows=100_000)))
        print(f"{n:,} rows, {out.stat().st_size / 1e9:.2f} GB: 100 new points {new:.2f} s, 100,000 found {there:.2f} s, first chunk of 100,000 {first:.2f} s; "
              f"peak {peak():.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["points", "rows"])
    parser.add_argument("--n", type=int)
    args = parser.parse_args()
    {"points": points, "rows": rows}[args.what](args.n or {"points": 100_000, "rows": 10_000_000}[args.what])
