"""Time and peak memory of `mlwright run` per table, in processes of their own.

    python benchmarks/end_to_end.py [--budget 60] [--keep FOLDER] [NAME...]

CPU seconds include all child processes. Compare the ratios to the bare interpreter start printed first: absolute
seconds depend on the machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tables import located


def measure(command: list[str]) -> tuple[subprocess.CompletedProcess[str], float, float, float]:
    """(result, wall seconds, CPU seconds, peak MiB of the largest process) of a command."""
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, time.monotonic() - started, cpu, after.ru_maxrss / 1024


def peak_of(command: list[str]) -> tuple[subprocess.CompletedProcess[str], float, float, float]:
    """`measure` in a child of its own, since the peak of children never falls within one process."""
    code = (
        "import json,sys; sys.path.insert(0, sys.argv[1]); from end_to_end import measure;"
        "d, w, c, m = measure(sys.argv[2:]); print(json.dumps([d.returncode, d.stdout, d.stderr, w, c, m]))"
    )
    outer = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent), *command], capture_output=True, text=True, check=True
    )
    returncode, stdout, stderr, wall, cpu, peak = json.loads(outer.stdout)
    return subprocess.CompletedProcess(command, returncode, stdout, stderr), wall, cpu, peak


def main() -> None:
    """Print one line per table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--budget", type=float, default=60)
    parser.add_argument("--keep", type=Path, help="folder for the workspaces")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    _, _, bare, _ = measure([sys.executable, "-c", "import sklearn.ensemble, pandas"])
    print(f"unit: importing pandas and scikit-learn = {bare:.2f} CPU s; {os.cpu_count()} cores")
    print(f"{'table':16} {'exit':>4} {'wall s':>7} {'CPU s':>7} {'units':>6} {'MiB':>6}  result")
    for name, (path, target, goal) in located().items():
        if options.names and name not in options.names:
            continue
        command = [sys.executable, "-m", "mlwright", "run", str(path), "--target", target, "--goal", goal, "--json"]
        command += ["--out", str(folder / name), "--budget", str(options.budget)]
        done, wall, cpu, peak = peak_of(command)
        try:
            facts = json.loads(done.stdout)
            result = str(facts.get("verdict", {}).get("summary", facts.get("error")))
        except ValueError:
            result = done.stderr.strip()[-200:]
        print(
            f"{name:16} {done.returncode:4} {wall:7.1f} {cpu:7.1f} {cpu / bare:6.1f} {peak:6.0f}  {result}", flush=True
        )
    print(f"workspaces: {folder}")


if __name__ == "__main__":
    main()
