"""Long calls: progress, one writer per workspace, several workspaces at once, cancellation."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from mlwright.server import create_server
from tests.tools.calling import ERAS, Steps, call


@pytest.mark.parametrize("mode", ERAS)
def test_progress_grows_and_reaches_the_end(root: Path, steps: Steps, mode: str) -> None:
    def work(progress: Callable[..., None]) -> None:
        progress("profile", 0.2, "reading")
        time.sleep(0.3)
        progress("profile", -1.0, "only\x1b[31mtext")
        time.sleep(0.3)
        other = threading.Thread(target=progress, args=("profile", 0.5, "from a thread of the step's own"))
        other.start()
        other.join()
        time.sleep(0.3)
        progress("profile", 1.0, "done")

    steps.act = work
    heard: list[Any] = []

    call(root, "profile_data", {"data": "table.csv"}, mode=mode, heard=heard)

    shares = [progress for progress, _, _ in heard]
    assert shares == sorted(set(shares))
    assert shares[0] == 0.2
    assert shares[-1] == 1.0
    assert "profile: only\\x1b[31mtext" in [message for _, _, message in heard]
    assert "profile: from a thread of the step's own" in [message for _, _, message in heard]


def test_one_tool_at_a_time_writes_in_a_workspace(root: Path, steps: Steps) -> None:
    steps.act = lambda progress: time.sleep(0.1)

    async def main() -> None:
        async with Client(create_server([root])) as client, anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(client.call_tool, "profile_data", {"data": "table.csv"})

    anyio.run(main)

    assert len(steps.asked) == 4
    assert steps.most_at_work == 1


def test_two_workspaces_are_written_side_by_side(root: Path, steps: Steps) -> None:
    meeting = threading.Barrier(2, timeout=10)
    steps.act = lambda progress: meeting.wait() and None

    async def main() -> None:
        async with Client(create_server([root])) as client, anyio.create_task_group() as group:
            for name in ("one", "two"):
                group.start_soon(client.call_tool, "profile_data", {"data": "table.csv", "out": name})

    anyio.run(main)

    assert steps.most_at_work == 2


@pytest.mark.parametrize("mode", ERAS)
def test_a_cancelled_call_stops_its_step_and_frees_the_workspace(root: Path, steps: Steps, mode: str) -> None:
    ended: list[str] = []

    def endless(progress: Callable[..., None]) -> None:
        try:
            for share in range(1000):
                progress("profile", share / 1000, "at work")
                time.sleep(0.01)
            ended.append("went on to the end")
        finally:
            ended.append("stopped")

    steps.act = endless

    async def main() -> CallToolResult:
        async with Client(create_server([root]), mode=mode) as client:
            with anyio.move_on_after(0.5):
                await client.call_tool("profile_data", {"data": "table.csv"})
            steps.act = lambda progress: None
            with anyio.fail_after(5):
                return await client.call_tool("profile_data", {"data": "table.csv"})

    assert not anyio.run(main).is_error
    assert ended == ["stopped"]
