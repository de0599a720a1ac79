"""The end of input, also in the middle of a call: the process and its children end, and nothing is half done."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.server.frames import Frames
from tests.server.launching import busy_server, children_of, environment, exists

PATIENCE = 10
"""Seconds; a training that is not stopped takes minutes."""


def call(frames: Frames, tool: str, **arguments: object) -> None:
    answer = frames.ask("tools/call", name=tool, arguments=arguments)
    assert not answer["result"].get("isError"), answer


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="this system has no /proc to find children in")
@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_the_end_of_input_stops_a_training_and_leaves_nothing_half_done(tmp_path: Path, table: Path, era: str) -> None:
    with Frames(tmp_path, era) as frames:
        home = str(tmp_path / "output" / "churn")
        call(frames, "profile_data", data="churn.csv", target="left")
        for tool in ("write_feature_spec", "generate_training_script"):
            call(frames, tool, workspace=home)
        call(frames, "write_experiment_config", workspace=home, budget_seconds=600)
        before = sorted(path.name for path in Path(home).rglob("*"))
        token = {"_meta": {"progressToken": "t"}}
        frames.start("tools/call", name="run_training", arguments={"workspace": home}, **token)
        while not (running := children_of(frames.process.pid)):
            time.sleep(0.05)
        heard = frames.hear()
        time.sleep(1)
        started = time.monotonic()

        assert frames.close() == 0
        assert time.monotonic() - started < PATIENCE

    assert heard["method"] == "notifications/progress"
    assert not any(exists(child) for child in running)
    assert before == sorted(path.name for path in Path(home).rglob("*") if path.name != "experiments")


def test_a_client_that_no_longer_listens_does_not_keep_the_process_alive(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; import mlwright.server.over_stdio as over_stdio; over_stdio.PATIENCE = 0.5;"
        f"over_stdio.serve([Path({str(tmp_path)!r})])"
    )
    with Frames(tmp_path, "modern", command=[sys.executable, "-c", code]) as frames:
        frames.ask("tools/list")
        assert frames.process.poll() is None
        assert frames.process.stdout is not None
        frames.process.stdout.close()

        assert frames.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_closed_input_or_output_is_said_in_a_sentence(tmp_path: Path, closed: str) -> None:
    command = f'exec "$0" -m mlwright serve --root "$1" {closed}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("error: standard input or output is closed")


def test_a_call_that_says_nothing_does_not_keep_the_process_alive(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    with Frames(tmp_path, "modern", command=busy_server(tmp_path, "over_stdio.PATIENCE")) as frames:
        frames.start("tools/call", name="profile_data", arguments={"data": "table.csv"})
        assert frames.process.stderr is not None
        assert frames.process.stderr.readline() == "busy\n"
        started = time.monotonic()

        assert frames.close() == 0
        assert time.monotonic() - started < PATIENCE
