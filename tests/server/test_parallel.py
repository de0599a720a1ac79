"""Many calls at once, over one connection: all are answered, each with its own answer."""

from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters

from tests.server.launching import ERAS, environment, launcher

CALLS = 16


@pytest.mark.parametrize("mode", ERAS)
def test_parallel_calls_are_all_answered(tmp_path: Path, mode: str) -> None:
    command, *arguments = launcher(tmp_path)
    parameters = StdioServerParameters(command=command, args=arguments, env=environment())
    (tmp_path / "table.csv").write_text("a,b\n1,2\n2,3\n")
    answers: dict[int, str] = {}

    async def main() -> None:
        async with Client(parameters, mode=mode) as client:

            async def call(number: int) -> None:
                tool = ("workspace_status", {"workspace": f"none-{number}"}) if number % 2 else ("read_skill", {})
                answers[number] = (await client.call_tool(*tool)).model_dump_json()

            with anyio.fail_after(60):
                async with anyio.create_task_group() as group:
                    for number in range(CALLS):
                        group.start_soon(call, number)

    anyio.run(main)

    assert len(answers) == CALLS
    assert all(f"none-{number}" in answers[number] for number in range(1, CALLS, 2))
    assert all("leakage-review" in answers[number] for number in range(0, CALLS, 2))
