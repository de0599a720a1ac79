"""The server as a process: broken frames, ends of input in the middle of a call, many calls at once, cancelled ones."""

import json
import os
import time
from pathlib import Path

import anyio
import pytest
from mcp import Client

from tests.hostile.inputs import OUTSIDE
from tests.hostile.judging import TRIED, faults
from tests.hostile.serving import ERAS, Wire, call, modern, parameters, request, said
from tests.hostile.world import World, people

pytestmark = pytest.mark.timeout(300)
DEEP = b"[" * 50_000 + b"]" * 50_000
FRAMES: list[bytes] = [
    b"",
    b" ",
    b"not json",
    b"{",
    b"}",
    b"[]",
    b"{}",
    b"null",
    b"true",
    b"42",
    b'"text"',
    b"\xff\xfe\x00",
    b"\x00" * 100,
    b"\xef\xbb\xbf{}",
    b'{"jsonrpc":"2.0"}',
    b'{"jsonrpc":"2.0","id":90}',
    b'{"jsonrpc":"1.0","id":91,"method":"tools/list"}',
    b'{"id":92,"method":"tools/list"}',
    b'{"jsonrpc":"2.0","id":null,"method":"tools/list"}',
    b'{"jsonrpc":"2.0","id":{},"method":"tools/list"}',
    b'{"jsonrpc":"2.0","id":[1],"method":"tools/list"}',
    b'{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}',
    b'{"jsonrpc":"2.0","id":93,"method":""}',
    b'{"jsonrpc":"2.0","id":94,"method":5}',
    b'{"jsonrpc":"2.0","id":95,"method":"no/such"}',
    b'{"jsonrpc":"2.0","id":96,"method":"tools/call"}',
    b'{"jsonrpc":"2.0","id":97,"method":"tools/call","params":[]}',
    b'{"jsonrpc":"2.0","id":98,"method":"tools/call","params":"x"}',
    b'{"jsonrpc":"2.0","id":99,"method":"tools/call","params":{"name":5}}',
    b'{"jsonrpc":"2.0","id":100,"method":"tools/call","params":{"name":"workspace_status","arguments":[]}}',
    b'{"jsonrpc":"2.0","id":101,"method":"tools/call","params":{"name":"workspace_status","arguments":{"workspace":"\\ud800"}}}',
    b'{"jsonrpc":"2.0","id":102,"method":"prompts/get","params":{"name":"mlops","arguments":{"workspace":"\\udfff"}}}',
    b'{"jsonrpc":"2.0","id":103,"method":"tools/call","params":{"name":"workspace_status","arguments":{"workspace":'
    + b"9" * 5_000
    + b"}}}",
    b'{"jsonrpc":"2.0","id":104,"method":"tools/call","params":{"name":"workspace_status","arguments":{"workspace":'
    + DEEP
    + b"}}}",
    DEEP,
    b'{"jsonrpc":"2.0","id":105,"method":"tools/call","params":{"name":"workspace_status","arguments":{"workspace":NaN}}}',
    b'{"jsonrpc":"2.0","id":106,"result":{}}',
    b'{"jsonrpc":"2.0","id":107,"error":{"code":"x"}}',
    b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"nothing"}}',
    b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":5}',
    b'{"jsonrpc":"2.0","method":"notifications/no-such"}',
    b'{"jsonrpc":"2.0","id":108,"method":"tools/list","params":{"cursor":"\x1b"}}',
    b'[{"jsonrpc":"2.0","id":109,"method":"tools/list"},{"jsonrpc":"2.0","id":110,"method":"tools/list"}]',
    b'{"jsonrpc":"2.0","id":111,"method":"tools/list","method":"no/such"}',
    b"x" * 2_000_000,
]


@pytest.mark.parametrize("era", ERAS)
def test_the_server_survives_broken_frames(world: World, era: str) -> None:
    make = request if era == "legacy" else modern
    with Wire(world.root, world.home) as wire:
        if era == "legacy":
            wire.hello()
        for number, frame in enumerate(FRAMES):
            TRIED["protocol: broken frame"] += 1
            wire.send(frame, make(f"after {number}", "tools/list"))
            assert "tools" in wire.answer(f"after {number}")["result"], frame[:80]

        assert wire.end() == 0


@pytest.mark.parametrize("era", ERAS)
def test_a_first_frame_that_is_broken_does_not_end_the_server(world: World, era: str) -> None:
    for frame in FRAMES[:12]:
        with Wire(world.root, world.home) as wire:
            TRIED["protocol: broken first frame"] += 1
            wire.send(frame)
            if era == "legacy":
                wire.hello()
            wire.send((request if era == "legacy" else modern)(1, "tools/list"))
            assert "tools" in wire.answer(1)["result"], frame
            assert wire.end() == 0


@pytest.mark.parametrize("era", ERAS)
def test_a_process_shows_nothing_outside_and_runs_nothing_of_its_folder(world: World, era: str) -> None:
    before = world.beyond()
    paths = [path for values in OUTSIDE.values() for path in values(world)]

    async def main() -> list[str]:
        found = []
        async with Client(parameters(world.root, world.home, HIDDEN=world.token), mode=era) as talk:
            for path in paths:
                for tool, given in (
                    ("profile_data", {"data": path}),
                    ("profile_data", {"data": "people.csv", "out": path}),
                    ("workspace_status", {"workspace": path}),
                    ("review_leakage", {"paths": [path]}),
                ):
                    TRIED["process: path outside"] += 1
                    answer = await said(talk, tool, given)
                    found += [f"{tool} {given}: {fault}" for fault in faults(world, answer)]
                    assert answer[0], (tool, given)
            for tool, given in (
                ("profile_data", {"data": "people.csv", "target": "left"}),
                ("write_feature_spec", {"workspace": "output/people"}),
                ("generate_training_script", {"workspace": "output/people"}),
                ("review_leakage", {"change": "worktree"}),
            ):
                answer = await said(talk, tool, given)
                assert not answer[0], answer[1]
                found += [f"{tool} {given}: {fault}" for fault in faults(world, answer)]
        return found

    assert anyio.run(main) == []
    assert before == world.beyond()
    assert not world.ran()


def chain(world: World, wire: Wire) -> None:
    """Everything before the training, over the wire."""
    steps = ["write_feature_spec", "generate_training_script", "write_experiment_config"]
    wire.send(call("profile", "profile_data", {"data": "people.csv", "target": "left"}))
    assert not wire.answer("profile")["result"].get("isError")
    for step in steps:
        wire.send(call(step, step, {"workspace": "output/people"}))
        assert not wire.answer(step)["result"].get("isError")


def whole(folder: Path) -> list[str]:
    """What in a folder is half a file: temporary names, and JSON that does not parse."""
    left = []
    for path in folder.rglob("*"):
        if path.is_file() and path.name.startswith(".") and path.name != ".lock":
            left.append(str(path))
        if path.suffix == ".json":
            json.loads(path.read_text())
    return left


def children(pid: int) -> list[int]:
    """The processes below a process."""
    found = [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]
    return [*found, *(deeper for child in found for deeper in children(child))]


def ended(pid: int) -> bool:
    """Whether a process is gone, or only waits to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.0, 0.3, 3.0])
def test_the_end_of_input_during_a_training_ends_everything_within_seconds(world: World, seconds: float) -> None:
    with Wire(world.root, world.home) as wire:
        wire.hello()
        chain(world, wire)
        TRIED["process: end of input during a call"] += 1
        wire.send(call("train", "run_training", {"workspace": "output/people", "budget_seconds": 60}))
        time.sleep(seconds)
        below = children(wire.process.pid)
        started = time.monotonic()
        wire.end(20)

        assert time.monotonic() - started < 20
        # what the server started may need a moment to be collected
        limit = time.monotonic() + 5
        while not all(map(ended, below)) and time.monotonic() < limit:
            time.sleep(0.1)
        assert [pid for pid in below if not ended(pid)] == []
    assert whole(world.root / "output") == []
    assert not list(world.root.glob("output/people/experiments/*"))


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.5])
def test_the_end_of_input_during_a_profile_leaves_no_half_file(world: World, seconds: float) -> None:
    (world.root / "large.csv").write_text(people(40_000))
    with Wire(world.root, world.home) as wire:
        wire.hello()
        TRIED["process: end of input during a call"] += 1
        wire.send(call(1, "profile_data", {"data": "large.csv", "target": "left"}))
        time.sleep(seconds)
        wire.end(30)
    assert whole(world.root / "output") == []


@pytest.mark.parametrize("era", ERAS)
def test_sixteen_calls_at_once_are_all_answered(world: World, era: str) -> None:
    asked = [
        ("profile_data", {"data": "people.csv", "target": "left", "out": "w"}),
        ("workspace_status", {"workspace": "../outside"}),
        ("review_leakage", {"paths": ["train.py"]}),
        ("profile_data", {"data": "../outside/secret.csv"}),
    ] * 4
    with Wire(world.root, world.home) as wire:
        if era == "legacy":
            wire.hello()
        TRIED["process: calls at once"] += len(asked)
        wire.send(*(call(number, tool, given, era) for number, (tool, given) in enumerate(asked)))
        answers = {}
        while len(answers) < len(asked):
            assert wire.process.stdout is not None
            heard = json.loads(wire.process.stdout.readline())
            if "method" not in heard:
                answers[heard["id"]] = heard["result"]
        refused = [bool(answers[number].get("isError")) for number in range(len(asked))]

        assert refused == [False, True, False, True] * 4
        assert wire.end() == 0
    assert whole(world.root / "w") == []


@pytest.mark.slow
@pytest.mark.parametrize("era", ERAS)
def test_a_cancelled_call_frees_its_workspace(world: World, era: str) -> None:
    async def main() -> None:
        async with Client(parameters(world.root, world.home), mode=era) as talk:
            await said(talk, "profile_data", {"data": "people.csv", "target": "left"})
            home = {"workspace": "output/people"}
            for tool in ("write_feature_spec", "generate_training_script", "write_experiment_config"):
                assert not (await said(talk, tool, home))[0]
            TRIED["process: cancelled call"] += 1
            with anyio.move_on_after(2):
                await talk.call_tool("run_training", {**home, "budget_seconds": 60})
            with anyio.fail_after(30):
                answer = await talk.call_tool("write_feature_spec", {**home, "overwrite": True})
            assert not answer.is_error

    anyio.run(main)

    assert not list(world.root.glob("output/people/experiments/exp-*"))


def test_a_process_that_dies_would_be_noticed(world: World) -> None:
    with Wire(world.root, world.home) as wire:
        wire.hello()
        os.kill(wire.process.pid, 9)

        wire.process.wait()

        with pytest.raises(EOFError):
            wire.answer(1)
