"""CPU seconds and peak memory of the profile beside reading the file once, and beside other profilers.

    python benchmarks/profile.py [--repeat 3] [--parts small csv parquet wide large] [--no-peers] [--limit 600]

Each tool runs in a process of its own, the tools of a part take turns, and the median is shown; CPU seconds count all
threads and child processes, with the start of the interpreter. Compare ratios: seconds depend on the machine.
`large` (10 million rows, 2 GB limit) is not among the parts run by default.
"""

import argparse
import hashlib
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from profile_peers import Tool, duckdb, ours, peers
from profile_runs import Ran, measure

HERE = Path(__file__).parent
TABLES = {
    "small": ("10k.csv", 10_000, 30),
    "csv": ("1m.csv", 1_000_000, 30),
    "parquet": ("1m.parquet", 1_000_000, 30),
    "large": ("10m.parquet", 10_000_000, 30),
    "large-csv": ("10m.csv", 10_000_000, 30),
    "wide": ("wide2000.csv", 10_000, 2000),
}
WIDTHS = (20, 200, 2000)
MEMORY = 2048
"""MB: the limit that `large` runs under."""


def made(folder: Path, name: str, rows: int, columns: int) -> Path:
    """The table, made once; by a process of its own, so that ours stays small."""
    path = folder / name
    if not path.exists():
        command = [sys.executable, str(HERE / "profile_tables.py"), str(rows), str(path), "--columns", str(columns)]
        subprocess.run(command, check=True)
    return path


def rounds(tools: Sequence[Tool], table: Path, repeat: int, limit: float) -> dict[str, list[Ran]]:
    """Runs of every tool, in turns; a tool that failed is not asked again."""
    runs: dict[str, list[Ran]] = {tool.name: [] for tool in tools}
    for _ in range(repeat):
        for tool in tools:
            done = runs[tool.name]
            if table.stat().st_size > tool.largest * 1e6:
                done.append(Ran(0, 0, 0, f"not asked above {tool.largest:.0f} MB"))
            if any(ran.failed for ran in done):
                continue
            with tempfile.TemporaryDirectory() as out:
                done.append(measure(tool.command(table, Path(out)), limit, Path(out)))
    return runs


def lines(runs: dict[str, list[Ran]], base: str) -> Iterator[str]:
    """A Markdown table; the ratio is to reading the file once."""
    yield "| tool | CPU s | x reading once | wall s | peak MB | profile.json, tokens |"
    yield "|---|---|---|---|---|---|"
    unit = cpu(runs, base)
    for name, done in runs.items():
        if done[-1].failed:
            yield f"| {name} | {done[-1].failed} | | | | |"
            continue
        wall = statistics.median(ran.wall for ran in done)
        ratio = f"{cpu(runs, name) / unit:.1f}" if unit else ""
        tokens = str(done[-1].tokens or "")
        yield f"| {name} | {cpu(runs, name):.2f} | {ratio} | {wall:.2f} | {peak(runs, name):.0f} | {tokens} |"


def cpu(runs: dict[str, list[Ran]], name: str) -> float:
    """Median CPU seconds; NaN where the tool failed."""
    done = runs.get(name, [])
    return statistics.median(ran.cpu for ran in done) if done and not done[-1].failed else float("nan")


def peak(runs: dict[str, list[Ran]], name: str) -> float:
    """The largest peak of memory, MB."""
    done = runs.get(name, [])
    return max(ran.peak for ran in done) if done and not done[-1].failed else float("nan")


COMMAND, BARE, ONCE = "mlwright profile", "mlwright profile --no-plots", "DuckDB touch, 1 thread"


def bars(part: str, runs: dict[str, list[Ran]]) -> Iterator[str]:
    """What was promised for this part, and whether it holds."""
    bare, once, memory = cpu(runs, BARE), cpu(runs, ONCE), peak(runs, COMMAND)
    if part == "small":
        yield _bar("10k rows without pictures, CPU s", bare, 1.2)
        yield _bar("profile.json of 30 columns, tokens", float(runs[COMMAND][-1].tokens or "nan"), 6000)
    if part == "csv":
        yield _bar("1M rows CSV, times reading it once", bare / once, 4)
    if part == "parquet":
        yield _bar("1M rows Parquet, CPU s", bare, 4)
    if part in ("small", "csv", "parquet"):
        yield _bar("pictures, CPU s more", cpu(runs, COMMAND) - bare, 3)
    if part in ("csv", "parquet"):
        yield _bar("1M rows, peak MB", memory, 1024)
    if part.startswith("large"):
        yield _bar("10M rows within the limit and a fifth, peak MB", memory, MEMORY * 1.2)


def _bar(what: str, seen: float, most: float) -> str:
    return f"- {'pass' if seen <= most else 'FAIL'}: {what}: {seen:.2f} (at most {most:g})"


def linearity(folder: Path, repeat: int, limit: float) -> Iterator[str]:
    """Seconds of the library by the number of columns, 10,000 rows each."""
    tool = ours()[0]
    yield "| columns | CPU s | ms a column beyond the first 20 | peak MB | tokens |"
    yield "|---|---|---|---|---|"
    seconds = {}
    for columns in WIDTHS:
        runs = rounds([tool], made(folder, f"wide{columns}.csv", 10_000, columns), repeat, limit)
        seconds[columns] = cpu(runs, tool.name)
        if runs[tool.name][-1].failed:
            yield f"| {columns} | {runs[tool.name][-1].failed} | | | |"
            continue
        each = 1000 * (seconds[columns] - seconds[WIDTHS[0]]) / max(columns - WIDTHS[0], 1)
        tokens = runs[tool.name][-1].tokens
        yield f"| {columns} | {seconds[columns]:.2f} | {each:.1f} | {peak(runs, tool.name):.0f} | {tokens} |"
    few, some, many = (seconds[columns] for columns in WIDTHS)
    yield ""
    yield _bar("a column more costs the same: 2,000 beside 200 columns", (many - few) / (some - few) / 11, 1.5)


def same_bytes(table: Path, limit: float) -> str:
    """Whether one core and all cores write the same profile."""
    digests = set()
    for prefix in ([], ["taskset", "-c", "0"]):
        with tempfile.TemporaryDirectory() as out:
            ran = measure([*prefix, *ours()[0].command(table, Path(out))], limit, Path(out))
            if ran.failed:
                return f"- FAIL: same bytes on one core: {ran.failed}"
            digests.add(hashlib.sha256((Path(out) / "profile.json").read_bytes()).hexdigest())
    return f"- {'pass' if len(digests) == 1 else 'FAIL'}: same bytes on one core and on all"


def main() -> None:
    """Print one section per part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--parts", nargs="+", choices=TABLES, default=["small", "csv", "parquet", "wide"])
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--limit", type=float, default=600, help="wall seconds for one run")
    parser.add_argument("--folder", type=Path, default=Path("output/benchmark-profile"), help="tables and peers")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    others = [] if options.no_peers else peers(folder / "peers")
    for part in options.parts:
        print(f"\n## {part}\n", flush=True)
        if part == "wide":
            print("\n".join(linearity(folder, options.repeat, options.limit)), flush=True)
            continue
        table = made(folder, *TABLES[part])
        limits = ["--memory", f"{MEMORY // 1024}GB"] if part.startswith("large") else []
        runs = rounds([*ours(limits), *duckdb(), *others], table, options.repeat, options.limit)
        print("\n".join([*lines(runs, ONCE), "", *bars(part, runs)]), flush=True)
        if part == "small":
            print(same_bytes(table, options.limit), flush=True)


if __name__ == "__main__":
    main()
