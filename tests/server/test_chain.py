"""The whole chain through the server: what a host does, in both eras."""

import time
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult

from mlwright import steps
from mlwright.server import create_server
from tests.server.launching import ERAS, environment, launcher


@pytest.mark.slow
@pytest.mark.parametrize("mode", ERAS)
def test_the_whole_chain_through_a_process_of_its_own(tmp_path: Path, table: Path, mode: str) -> None:
    before = table.read_bytes()
    command, *arguments = launcher(tmp_path)
    parameters = StdioServerParameters(command=command, args=arguments, env=environment())
    heard: list[float] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append(progress)

    async def main() -> None:
        async with Client(parameters, mode=mode) as client:

            async def use(tool: str, **options: Any) -> CallToolResult:
                result = await client.call_tool(tool, options, progress_callback=hear)
                assert len(result.model_dump_json()) / 4 < 8_000
                return result

            async def answer(tool: str, **options: Any) -> dict[str, Any]:
                result = await use(tool, **options)
                assert not result.is_error, result.content
                assert result.structured_content is not None
                return result.structured_content

            first = await answer("profile_data", data="churn.csv", goal="predict who leaves")
            home = first["workspace"]
            assert home == str(tmp_path / "output" / "churn")
            assert first["rows"] == 200
            assert [item["name"] for item in first["columns"]] == ["customer", "calls", "plan", "months", "left"]

            wrong = await use("write_feature_spec", workspace=home, target="lef")
            assert wrong.is_error
            early = await use("run_training", workspace=home)
            assert early.is_error

            spec = await answer("write_feature_spec", workspace=home, target="left")
            assert (spec["target"], spec["task"]) == ("left", "binary")
            assert "customer" in [item["name"] for item in spec["dropped"]]
            script = await answer("generate_training_script", workspace=home)
            assert script["script"] == "ml/training_script.py"
            config = await answer("write_experiment_config", workspace=home, budget_seconds=5)
            assert config["budget_seconds"] == 5

            heard.clear()
            run = await answer("run_training", workspace=home)
            assert (run["run"], run["status"]) == ("exp-001", "verified")
            assert run["primary"]["low"] <= run["primary"]["value"] <= run["primary"]["high"]
            assert run["baselines"]
            assert heard == sorted(set(heard))
            assert len(heard) > 3
            assert heard[-1] == 1.0

            verdict = await answer("check_gates", workspace=home)
            assert verdict["run"] == "exp-001"
            state = await answer("workspace_status", workspace=home)
            assert {item["stage"]: item["state"] for item in state["stages"]}["gate"] == "fresh"
            signed = await use("approve_stage", workspace=home, by="Ada")
            assert signed.is_error is not verdict["passed"]
            for name in {*spec["files"], *script["files"], *config["files"], *run["files"], *verdict["files"]}:
                assert (Path(home) / name).is_file(), name

    anyio.run(main)

    assert table.read_bytes() == before


def test_a_tool_writes_what_the_step_writes_byte_for_byte(tmp_path: Path, table: Path) -> None:
    by_step, by_tool = tmp_path / "step" / "work", tmp_path / "tool" / "work"
    steps.profile(table, target="left", goal="who leaves", out=by_step)
    steps.spec(by_step)
    steps.script(by_step)
    steps.config(by_step, budget=5)

    async def main() -> None:
        async with Client(create_server([tmp_path])) as client:
            home = {"workspace": str(by_tool)}
            await client.call_tool(
                "profile_data", {"data": "churn.csv", "target": "left", "goal": "who leaves", "out": str(by_tool)}
            )
            await client.call_tool("write_feature_spec", home)
            await client.call_tool("generate_training_script", home)
            await client.call_tool("write_experiment_config", {**home, "budget_seconds": 5})

    anyio.run(main)

    written = sorted(path.relative_to(by_step) for path in by_step.rglob("*") if path.is_file())
    assert written == sorted(path.relative_to(by_tool) for path in by_tool.rglob("*") if path.is_file())
    assert len(written) > 6
    for name in written:
        if name.name not in ("handoff.json", ".lock"):
            assert (by_step / name).read_bytes() == (by_tool / name).read_bytes(), name


@pytest.mark.slow
def test_a_cancelled_training_leaves_no_run_and_the_server_answers_on(tmp_path: Path, table: Path) -> None:
    command, *arguments = launcher(tmp_path)
    parameters = StdioServerParameters(command=command, args=arguments, env=environment())

    async def main() -> None:
        async with Client(parameters) as client:
            made = await client.call_tool("profile_data", {"data": str(table), "target": "left"})
            assert made.structured_content is not None
            home = {"workspace": made.structured_content["workspace"]}
            await client.call_tool("write_feature_spec", home)
            await client.call_tool("generate_training_script", home)
            await client.call_tool("write_experiment_config", {**home, "budget_seconds": 5})
            with anyio.move_on_after(2):
                await client.call_tool("run_training", home)
            started = time.monotonic()
            state = await client.call_tool("workspace_status", home)

            assert state.structured_content is not None
            assert time.monotonic() - started < 5
            assert state.structured_content["runs"] == []
            # the next writer waits for the cancelled one, then finds nothing of it
            with anyio.fail_after(60):
                verdict = await client.call_tool("check_gates", home)
            assert verdict.is_error
            assert not list(Path(home["workspace"]).glob("experiments/exp-*"))

    anyio.run(main)
