"""What benchmarks/profile.py runs: ours as library and command, DuckDB reading once, and the peers.

Peers live in environments of their own, since what they pin excludes each other and us.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Callable[[Path, Path], list[str]]
"""(table, folder for what is written) → the command."""


class Tool(NamedTuple):
    name: str
    command: Command
    largest: float = float("inf")
    """Megabytes above which it is not asked: it took over ten minutes there, or more memory than the machine has."""


ENVIRONMENTS = {
    "light": ("polars", "skrub", "pandas", "matplotlib", "pyarrow"),
    "ydata": ("ydata-profiling", "setuptools<81", "pandas<3", "pyarrow"),
}
_SCAN = "scan = (f'read_parquet({p!r})' if p.endswith('.parquet') else f'read_csv({p!r})');"
_TOUCH = (
    "import duckdb, sys; p, threads = sys.argv[1], int(sys.argv[2]);"
    "con = duckdb.connect(config={'threads': threads} if threads else {});"
    + _SCAN
    + "names = [d[0] for d in con.execute(f'SELECT * FROM {scan} LIMIT 0').description];"
    "con.execute('SELECT ' + ', '.join(f'count(\"{n}\")' for n in names) + f' FROM {scan}').fetchall()"
)
_SUMMARIZE = (
    "import duckdb, sys; p = sys.argv[1];"
    + _SCAN
    + "print(len(duckdb.connect().execute(f'SUMMARIZE SELECT * FROM {scan}').fetchall()))"
)
_OURS = (
    "import sys; from pathlib import Path; from mlwright.profiling import profile_table;"
    "paper = profile_table(Path(sys.argv[1]), target='target', pictures=sys.argv[3:] == []);"
    "Path(sys.argv[2], 'profile.json').write_text(paper.model_dump_json())"
)
_POLARS = (
    "import polars as pl, sys; p = sys.argv[1];"
    "print(len((pl.read_parquet(p) if p.endswith('.parquet') else pl.read_csv(p)).describe()))"
)
_PANDAS = (
    "import pandas as pd, sys; p = sys.argv[1]; f = pd.read_parquet(p) if p.endswith('.parquet') else pd.read_csv(p);"
)
_SKRUB = _PANDAS + "import skrub; skrub.TableReport(f, verbose=0).write_html(sys.argv[2] + '/report.html')"
_YDATA = _PANDAS + (
    "from ydata_profiling import ProfileReport as R;"
    "R(f, minimal=True, progress_bar=False).to_file(sys.argv[2] + '/report.html', silent=True)"
)


def _python(code: str, *more: str, python: str = sys.executable) -> Command:
    return lambda table, _: [python, "-c", code, str(table), *more]


def _writing(code: str, *more: str, python: str = sys.executable) -> Command:
    return lambda table, out: [python, "-c", code, str(table), str(out), *more]


def _profile(*options: str) -> Command:
    start = [sys.executable, "-m", "mlwright", "profile"]
    return lambda table, out: [*start, str(table), "--target", "target", "--out", str(out / "workspace"), *options]


def ours(options: Sequence[str] = ()) -> list[Tool]:
    """The library, and the command without and with pictures."""
    return [
        Tool("mlwright, library, no pictures", _writing(_OURS, "bare")),
        Tool("mlwright, library", _writing(_OURS)),
        Tool("mlwright profile --no-plots", _profile("--no-plots", *options)),
        Tool("mlwright profile", _profile(*options)),
    ]


def duckdb() -> list[Tool]:
    """Reading every value once, and its own summary."""
    return [
        Tool("DuckDB touch, 1 thread", _python(_TOUCH, "1")),
        Tool("DuckDB touch", _python(_TOUCH, "0")),
        Tool("DuckDB SUMMARIZE", _python(_SUMMARIZE)),
    ]


def peers(folder: Path) -> list[Tool]:
    """Those that could be installed; the others are named."""
    light, ydata = (_environment(folder / name, name) for name in ENVIRONMENTS)
    found = []
    if light:
        found += [
            Tool("polars describe", _python(_POLARS, python=light), 1000),
            Tool("skrub TableReport", _writing(_SKRUB, python=light), 1000),
        ]
    if ydata:
        found.append(Tool("ydata-profiling minimal", _writing(_YDATA, python=ydata), 20))
    return found


def _environment(venv: Path, name: str) -> str | None:
    """The Python of an environment, made where it is not there."""
    python = venv / "bin" / "python"
    if (venv / "complete").exists():
        return str(python)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", *ENVIRONMENTS[name]], check=False, capture_output=True
    )
    if done.returncode:
        print(f"peers {', '.join(ENVIRONMENTS[name])}: skipped, they could not be installed")
        return None
    (venv / "complete").touch()
    return str(python)
