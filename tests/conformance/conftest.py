"""One server over HTTP for the whole suite, and the table that the run prints."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conformance.suite import Tally

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/mcp")
SECONDS = 60
Record = Callable[[str, str, Tally], Tally]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    log = folder / "server.log"
    start = [str(Path(sys.executable).parent / "mlwright"), "serve", "--http", "0", "--root", str(folder)]
    with log.open("wb") as sink, subprocess.Popen(start, stdout=sink, stderr=sink) as server:
        try:
            yield _announced(server, log)
        finally:
            server.terminate()


def _announced(server: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"the server said no address: {log.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def record() -> Iterator[Record]:
    """Keep a tally for the table; MLWRIGHT_HOSTS_REPORT names a folder that gets it as JSON too."""
    rows: list[tuple[str, str, Tally]] = []

    def keep(era: str, scenario: str, tally: Tally) -> Tally:
        rows.append((era, scenario, tally))
        folder = os.environ.get("MLWRIGHT_HOSTS_REPORT")
        if folder:
            place = Path(folder) / "conformance" / era
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{scenario}.json").write_text(json.dumps(tally.__dict__) + "\n", encoding="utf-8")
        return tally

    yield keep
    for era, scenario, tally in rows:
        print(f"\n{era}  {scenario:44} {tally.passed:3} passed {len(tally.failed):2} failed {tally.skipped:2}", end="")
        print(" skipped", end="")
    for era in sorted({row[0] for row in rows}):
        passed = sum(tally.passed for at, _, tally in rows if at == era)
        failed = sum(len(tally.failed) for at, _, tally in rows if at == era)
        print(f"\n{era}  together: {passed} passed, {failed} failed as expected", end="")
