"""What the SDK lets through: unknown names, crashes, echoes of what a caller sent."""

import logging
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, INVALID_PARAMS

from mlwright.server import create_server
from mlwright.skills import Skill
from tests.server.frames import Frames
from tests.server.launching import ERAS

LARGEST_ERROR = 2_000
BROKEN = [
    "not json",
    "[]",
    "{}",
    '{"jsonrpc":"2.0","id":7}',
    '{"jsonrpc":"2.0","id":8,"method":"tools/call","params":[1]}',
    '{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":5}}',
    '{"jsonrpc":"2.0","id":10,"method":"tools/call","params":{"name":"read_skill","arguments":{"name":"\\ud800"}}}',
    '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"none"}}',
    '{"jsonrpc":"2.0","id":11,"result":{}}',
    '{"jsonrpc":"2.0","id":' + "9" * 5_000 + ',"method":"ping"}',
]


@pytest.mark.parametrize("mode", ERAS)
@pytest.mark.parametrize("uri", ["skill://mlops/nothing.md", "skill://mlops/../mlops/SKILL.md", "file:///etc/passwd"])
def test_an_unknown_resource_is_a_protocol_error_that_names_it(tmp_path: Path, mode: str, uri: str) -> None:
    async def main() -> None:
        async with Client(create_server([tmp_path]), mode=mode) as client:
            with pytest.raises(MCPError, match="there is no resource") as refused:
                await client.read_resource(uri)

            assert refused.value.code == INVALID_PARAMS
            assert refused.value.data == {"uri": uri}

    anyio.run(main)


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_a_megabyte_is_not_sent_back(tmp_path: Path, era: str) -> None:
    long = "skill://" + "x" * 1_000_000
    with Frames(tmp_path, era) as frames:
        answers = [
            frames.ask("tools/call", name=long, arguments={}),
            frames.ask("prompts/get", name=long),
            frames.ask("prompts/get", name="mlops", arguments={"workspace": "w", long: "x"}),
            frames.ask("prompts/get", name="mlops", arguments=[long]),
            frames.ask("prompts/get", name="mlops", arguments={"workspace": 5}),
            frames.ask("resources/read", uri=long),
            frames.ask("tools/call", name="read_skill", arguments={long: 1}),
            frames.ask("tools/call", name="read_skill", arguments=[long]),
            frames.ask("tools/call", name="run_skill", arguments={"name": "mlops", "variables": {long: long}}),
            frames.ask("tools/call", name="plan_lanes", arguments={"brief": "x", "facts": {long: "x"}}),
            frames.ask(long),
        ]

    for answer in answers:
        assert "error" in answer or answer["result"]["isError"], answer
        assert len(str(answer)) < LARGEST_ERROR
        assert "pydantic" not in str(answer)
        assert "Traceback" not in str(answer)
    assert {answer["error"]["code"] for answer in answers[:6]} == {INVALID_PARAMS}


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_broken_frames_do_not_end_the_server(tmp_path: Path, era: str) -> None:
    with Frames(tmp_path, era) as frames:
        listed = frames.ask("tools/list")["result"]
        for frame in BROKEN:
            frames.tell(frame)

        assert frames.ask("tools/list")["result"]["tools"] == listed["tools"]
        assert frames.close() == 0


@pytest.mark.parametrize("mode", ERAS)
def test_a_prompt_that_crashes_tells_nothing(
    tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(skill: Skill, values: Any) -> str:
        raise ValueError("password in /home/ada/.netrc")

    monkeypatch.setattr(Skill, "rendered", crash)

    async def main() -> None:
        async with Client(create_server([tmp_path]), mode=mode) as client:
            with pytest.raises(MCPError) as failed:
                await client.get_prompt("mlops", {"workspace": "w"})

            assert failed.value.code == INTERNAL_ERROR
            assert "password" not in str(failed.value.error)
            assert "Error" not in failed.value.message
            assert (await client.list_prompts()).prompts

    with caplog.at_level(logging.ERROR):
        anyio.run(main)
    assert "password" in caplog.text
