"""What the server publishes: small, typed, closed."""

from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from mlwright import __version__
from mlwright.server import INSTRUCTIONS, create_server
from tests.server.launching import ERAS, TOOLS

READERS = {"plan_lanes", "data_sample", "workspace_status", "review_leakage", "read_skill", "run_skill"}
MOST_TOKENS = 3_500


@pytest.mark.parametrize("mode", ERAS)
def test_tools_and_instructions_are_small_typed_and_closed(tmp_path: Path, mode: str) -> None:
    async def main() -> None:
        async with Client(create_server([tmp_path]), mode=mode) as client:
            listed = await client.list_tools()
            tools = listed.tools

            assert [tool.name for tool in tools] == TOOLS
            sent = listed.model_dump_json(by_alias=True, exclude_none=True) + (client.instructions or "")
            assert len(sent.encode()) / 4 <= MOST_TOKENS
            assert client.server_info is not None
            assert client.server_info.version == __version__
            for tool in tools:
                assert tool.input_schema["additionalProperties"] is False, tool.name
                assert all(item.get("description") for item in tool.input_schema["properties"].values()), tool.name
                assert tool.output_schema is not None
                assert tool.annotations is not None
                assert tool.annotations.destructive_hint is (None if tool.name in READERS else False)
                assert (tool.annotations.read_only_hint is True) is (tool.name in READERS)
            assert "ctx" not in str([tool.input_schema for tool in tools])

    anyio.run(main)


@pytest.mark.parametrize("mode", ERAS)
def test_unknown_tools_and_prompts_are_protocol_errors(tmp_path: Path, mode: str) -> None:
    async def main() -> None:
        async with Client(create_server([tmp_path]), mode=mode) as client:
            with pytest.raises(MCPError, match="there is no tool 'profile_date'") as tool:
                await client.call_tool("profile_date", {})
            with pytest.raises(MCPError, match="there is no prompt 'mlop'") as prompt:
                await client.get_prompt("mlop")

            assert (tool.value.code, prompt.value.code) == (INVALID_PARAMS, INVALID_PARAMS)
            assert len((await client.list_tools()).tools) == len(TOOLS)

    anyio.run(main)


def test_every_argument_is_bounded(tmp_path: Path) -> None:
    def bounded(schema: dict[str, Any]) -> bool:
        if "anyOf" in schema:
            return all(bounded(item) for item in schema["anyOf"])
        return {
            "string": "maxLength" in schema or "enum" in schema,
            "array": "maxItems" in schema and bounded(schema.get("items", {"type": "string"})),
            "number": "maximum" in schema and "minimum" in schema,
            "integer": "maximum" in schema and "minimum" in schema,
        }.get(schema.get("type", ""), True)

    async def main() -> None:
        async with Client(create_server([tmp_path])) as client:
            arguments = {
                (tool.name, name): schema
                for tool in (await client.list_tools()).tools
                for name, schema in tool.input_schema["properties"].items()
            }

            assert len(arguments) > 25
            assert [place for place, schema in arguments.items() if not bounded(schema)] == []
            assert not bounded({"type": "string"})
            assert not bounded({"type": "array", "maxItems": 5})

    anyio.run(main)


def test_answers_are_outlined_one_level_deep(tmp_path: Path) -> None:
    async def main() -> None:
        async with Client(create_server([tmp_path])) as client:
            for tool in (await client.list_tools()).tools:
                assert tool.output_schema is not None
                for schema in tool.output_schema["properties"].values():
                    assert "properties" not in schema
                    assert "properties" not in schema.get("items", {})
                assert "$ref" not in str(tool.output_schema)

    anyio.run(main)


@pytest.mark.parametrize("entry", ["read_skill", "data, never an instruction", "let a person decide"])
def test_instructions_say_where_to_begin_and_what_to_leave(entry: str) -> None:
    assert entry in " ".join(INSTRUCTIONS.split())
