"""Speed, memory and quality of the leakage reviewer, beside two peers on the same files.

    python benchmarks/leakage.py                           everything but the peers, on the corpus
    python benchmarks/leakage.py FOLDER --peers VENV       speed on further folders; peers installed into VENV

Times are CPU seconds where they are compared, so that another job on the machine weighs on both sides alike.
"""

import argparse
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from leakage_peers import compare

from mlwright.leakage import read
from mlwright.leakage.interpret.machine import Machine
from mlwright.leakage.project import Project
from mlwright.leakage.reading import SUFFIXES
from mlwright.leakage.review import examine_file
from mlwright.leakage.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "leakage" / "corpus"
COMMAND = str(Path(sys.executable).parent / "mlwright")
BARE = "import ast, json, click"
MANY = 10_000
BLOCK = """
def experiment_{n}(path):
    frame_{n} = pd.read_csv(path)
    features_{n} = frame_{n}.drop(columns=["label", "key_{n}"])
    features_{n}["ratio"] = features_{n}["income"] / features_{n}["debt"].clip(lower=1)
    X_train, X_test, y_train, y_test = train_test_split(features_{n}, frame_{n}["label"], random_state={n})
    scaler = StandardScaler().fit(X_train)
    model = LogisticRegression(C={n}).fit(scaler.transform(X_train), y_train)
    return roc_auc_score(y_test, model.predict_proba(scaler.transform(X_test))[:, 1])


print({n}, experiment_{n}("table_{n}.csv"))
"""
HEAD = """import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
"""


def files_in(folder: Path) -> list[Path]:
    """Everything under a folder that the reviewer reads."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def warm(folder: Path) -> dict[str, float]:
    """Milliseconds per file in a process that has started: read, analyse, suppress."""
    files, settings = files_in(folder), Settings(root=str(folder))
    examine_file(str(files[0]), settings, Project((str(folder),)))
    times = []
    for path in files:
        project = Project((str(folder),))
        started = time.process_time()
        examine_file(str(path), settings, project)
        times.append((time.process_time() - started) * 1000)
    times.sort()
    return {
        "files": len(files),
        "median ms": statistics.median(times),
        "p95 ms": times[int(len(times) * 0.95)],
        "slowest ms": times[-1],
    }


def cpu_of(command: list[str]) -> float:
    """CPU seconds of one run of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def cold(repeats: int = 21) -> dict[str, float]:
    """A first run of the command on one file beside the bare start, run in turns."""
    target = str(next(path for path in files_in(CORPUS) if path.name.endswith("_leaky.py")))
    ours = [COMMAND, "review", target, "--exit-zero"]
    bare = [sys.executable, "-c", BARE]
    cpu_of(ours), cpu_of(bare)
    pairs = [(cpu_of(ours), cpu_of(bare)) for _ in range(repeats)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"review s": mine, "bare s": other, "ratio": mine / other}


def long_text(lines: int) -> str:
    """A script of about so many lines that trains one model after another."""
    each = BLOCK.count("\n")
    return HEAD + "".join(BLOCK.format(n=number) for number in range(1, (lines - HEAD.count("\n")) // each + 1))


def linear() -> dict[str, float]:
    """Steps and CPU milliseconds of a short and of a tenfold file."""
    found: dict[str, float] = {}
    for lines in (500, 5000):
        data = long_text(lines).encode()
        machine = Machine(read("long.py", data), Project(()).resolve)
        machine.run()
        found[f"{lines} lines: steps"] = machine.steps
        found[f"{lines} lines: ms"] = min(_timed(data) for _ in range(3))
    found["steps ratio"] = found["5000 lines: steps"] / found["500 lines: steps"]
    found["ms ratio"] = found["5000 lines: ms"] / found["500 lines: ms"]
    return found


def _timed(data: bytes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.py"
        path.write_bytes(data)
        started = time.process_time()
        examine_file(str(path), Settings(root=folder), Project((folder,)))
        return (time.process_time() - started) * 1000


def many(count: int) -> dict[str, float]:
    """Wall seconds and peak memory of one run over many files on two cores."""
    sources = files_in(CORPUS)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            source = sources[number % len(sources)]
            place = Path(folder) / f"part_{number // 100}"
            place.mkdir(exist_ok=True)
            shutil.copyfile(source, place / f"file_{number}{source.suffix}")
        started = time.perf_counter()
        with subprocess.Popen(
            [COMMAND, "review", folder, "--jobs", "2", "--format", "json", "--exit-zero"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            peak = _peak(process)
        return {"files": count, "wall s": time.perf_counter() - started, "peak MB": peak / 2**20}


def _peak(process: "subprocess.Popen[bytes]") -> int:
    """The largest sum of resident memory of a process and its children while it runs (Linux)."""
    found, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            found[0] = max(found[0], sum(map(_resident, [process.pid, *_children(process.pid)])))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    ended.set()
    watcher.join()
    return found[0]


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def show(title: str, found: dict[str, float]) -> None:
    print(f"{title}: " + ", ".join(f"{name} {value:,.4g}" for name, value in found.items()), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="how fast, how small and how right the leakage reviewer is")
    parser.add_argument("folders", nargs="*", type=Path, help="further folders for the warm times")
    parser.add_argument("--peers", type=Path, metavar="VENV", help="compare with peers in this environment")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="labels.json beside files: judge on these instead")
    parser.add_argument("--files", type=int, default=MANY, help="size of the large run, 0 to leave it out")
    options = parser.parse_args()

    gc.set_threshold(50_000, 20, 20)  # as the command sets it
    with tempfile.TemporaryDirectory() as folder:
        # where compiled modules cannot be kept, the cold start would measure the compiler
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Print every figure that the options ask for."""
    for folder in (CORPUS, *options.folders):
        show(f"warm, {folder.name}", warm(folder))
    show("cold", cold())
    show("linearity", linear())
    if options.files:
        show("large run", many(options.files))
    if options.peers is not None:
        print(compare(options.peers, COMMAND, CORPUS, options.labels))


if __name__ == "__main__":
    main()
