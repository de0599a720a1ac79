"""Ctrl-C, and the system's wish to end, while standard input stays open: the process ends, and its children first."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.server.frames import Frames
from tests.server.launching import busy_server, children_of, environment, exists, launcher

pty = pytest.importorskip("pty", reason="this system has no terminals that a program can make")
COMMAND = [sys.executable, "-m", "mlwright", "serve", "--root"]
WAITING = "waiting for an MCP client on standard input; Ctrl-C stops"
PATIENCE = 10


@pytest.mark.parametrize("start", [COMMAND, None])
@pytest.mark.parametrize(("sign", "code", "said"), [(signal.SIGINT, 130, "stopped\n"), (signal.SIGTERM, 0, "")])
def test_a_signal_ends_it_while_the_input_stays_open(
    tmp_path: Path, start: list[str] | None, sign: signal.Signals, code: int, said: str
) -> None:
    command = [*start, str(tmp_path)] if start else launcher(tmp_path)
    with Frames(tmp_path, "modern", command=command) as frames:
        assert "result" in frames.ask("tools/list")
        frames.process.send_signal(sign)

        assert frames.process.wait(PATIENCE) == code
        assert frames.process.stderr is not None
        assert frames.process.stderr.read() == said


@contextmanager
def at_a_terminal(root: Path) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, str(root)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        # a terminal of its own: what is typed as Ctrl-C must reach this process and no other
        preexec_fn=lambda: (os.setsid(), __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0)),
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def read_until(handle: int, words: str) -> str:
    text = ""
    while words not in text:
        try:
            text += os.read(handle, 4096).decode()
        except OSError:  # the other side has closed it
            break
    return text


def test_ctrl_c_in_a_terminal_ends_it_at_once(tmp_path: Path) -> None:
    with at_a_terminal(tmp_path) as (process, terminal):
        greeting = read_until(terminal, "stops")
        time.sleep(0.5)
        os.write(terminal, b"\x03")
        said = read_until(terminal, "stopped")

        assert process.wait(PATIENCE) == 130
        assert greeting.strip() == WAITING
        assert said.strip().endswith("stopped")


def test_a_pipe_is_not_told_that_it_is_waited_for(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(tmp_path)], input="", capture_output=True, text=True, env=environment(), timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
@pytest.mark.parametrize("era", ["legacy", "modern"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_a_training_first(tmp_path: Path, table: Path, era: str, sign: signal.Signals) -> None:
    with Frames(tmp_path, era) as frames:
        home = str(tmp_path / "output" / "churn")
        for tool, arguments in (
            ("profile_data", {"data": "churn.csv", "target": "left"}),
            ("write_feature_spec", {"workspace": home}),
            ("generate_training_script", {"workspace": home}),
            ("write_experiment_config", {"workspace": home, "budget_seconds": 600}),
        ):
            frames.ask("tools/call", name=tool, arguments=arguments)
        number = frames.start("tools/call", name="run_training", arguments={"workspace": home})
        while not (running := children_of(frames.process.pid)):
            time.sleep(0.05)
        time.sleep(1)
        frames.process.send_signal(sign)
        with suppress(AssertionError):
            while (answer := frames.hear()).get("id") != number:
                pass

        assert frames.process.wait(PATIENCE) == (130 if sign == signal.SIGINT else 0)
        assert "the server was stopped" in str(answer)
        assert not any(exists(child) for child in running)


def test_a_call_that_says_nothing_does_not_outlast_a_signal(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    with Frames(tmp_path, "modern", command=busy_server(tmp_path, "stopping.PATIENCE")) as frames:
        frames.start("tools/call", name="profile_data", arguments={"data": "table.csv"})
        assert frames.process.stderr is not None
        assert frames.process.stderr.readline() == "busy\n"
        frames.process.send_signal(signal.SIGINT)

        assert frames.process.wait(PATIENCE) == 130


def test_a_loop_that_is_stuck_does_not_outlast_a_signal(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; import mlwright.server.over_stdio as over_stdio;"
        "import mlwright.server.stopping as stopping; stopping.LONGEST = 0.5; stuck = stopping.Calls.__call__;\n"
        "async def wait(self, ctx, call_next):\n"
        "    print('stuck', file=sys.stderr, flush=True); time.sleep(300)\n"
        "stopping.Calls.__call__ = wait\n"
        f"over_stdio.serve([Path({str(tmp_path)!r})])"
    )
    with Frames(tmp_path, "modern", command=[sys.executable, "-c", code]) as frames:
        frames.start("tools/list")
        assert frames.process.stderr is not None
        assert frames.process.stderr.readline() == "stuck\n"
        frames.process.send_signal(signal.SIGINT)

        assert frames.process.wait(PATIENCE) == 130
