"""Reports about networks that people use, at the size of their own images: seconds and peak memory of the whole command, and of each section beside
what was foretold. `python benchmarks/xray.py` takes about a quarter of an hour; `python benchmarks/xray.py resnet18` a minute.

Each network has a process of its own, which reports what it took to the end.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

NETWORKS = {"resnet18": 45, "resnet50": 90, "vit_b_16": 180, "convnext_tiny": 180, "efficientnet_b0": 180, "swin_t": 180, "densenet121": 180}  # seconds allowed
MOST = 4  # GB


def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def timed(part, taken):
    "A section that notes how long it took, what was foretold, and why it was left out if it was"
    def show(subject):
        start = time.perf_counter()
        try: return part.show(subject)
        finally: taken[part.title] = part.cost(subject)[0], time.perf_counter() - start, peak()
    return part._replace(show=show)


def one(name):
    "A report in this process"
    start = time.perf_counter()
    from graphnn import report
    from graphnn.xray import xray
    imported, taken = time.perf_counter() - start, {}
    report.SECTIONS[:] = [timed(part, taken) for part in report.SECTIONS]
    with tempfile.TemporaryDirectory() as folder:
        page = xray(name, out=f"{folder}/one.html").read_text()
    whole, most = time.perf_counter() - start, peak()
    print(f"  in all {whole:.1f} s of {NETWORKS[name]}, of them {imported:.1f} s for imports, peak {most:.2f} GB of {MOST}, "
          f"page of {len(page) / 1e6:.1f} MB" + ("" if whole < NETWORKS[name] and most < MOST else "   TOO MUCH"))
    for title, (foretold, seconds, held) in taken.items(): print(f"    {title:26} {seconds:7.1f} s, foretold {foretold:6.1f} s, peak by then {held:.2f} GB")
    absent = [part.title for part in report.SECTIONS if part.title not in taken]
    if absent: print(f"    left out for what they would take: {', '.join(absent)}")


if __name__ == "__main__":
    if len(sys.argv) > 1: one(sys.argv[1])
    else:
        print(f"{os.cpu_count()} cores, OMP_NUM_THREADS={os.environ.get('OMP_NUM_THREADS')}", flush=True)
        for name in NETWORKS: subprocess.run([sys.executable, __file__, name], check=True)
