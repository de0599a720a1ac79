"""A whole turn through Claude Code with a scripted model: what an alias becomes, and a tool of ours that really ran."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.codex import texts
from tests.hosts.conftest import SandboxMaker
from tests.hosts.model_server import Call, Say, ScriptedModel, scripted_model
from tests.hosts.package_copy import SKILLS, description
from tests.hosts.sandbox import Answer
from tests.hosts.tables import ROWS, churn_table

pytestmark = pytest.mark.slow
PROFILE = "mcp__plugin_mlwright_mlwright__profile_data"
REQUEST = "data.csv predict churn"


def turn(sandbox: SandboxMaker, plugin: Path, prompt: str, *script: Say | Call) -> tuple[ScriptedModel, Answer, Path]:
    with scripted_model(*script) as model:
        host = sandbox("claude", ANTHROPIC_BASE_URL=model.address, ANTHROPIC_API_KEY="none-needed")
        churn_table(host.project)
        options = ["--output-format", "json", "--plugin-dir", plugin, "--allowedTools", f"Skill,{PROFILE}"]
        answer = host.run("-p", prompt, *options)
    return model, answer, host.project


def results(request: dict[str, Any]) -> str:
    """What the tools answered so far, and what the host added to it."""
    return "\n".join(_results(request["messages"]))


def _results(messages: list[dict[str, Any]]) -> list[str]:
    blocks = [block for item in messages if isinstance(item["content"], list) for block in item["content"]]
    answers = [block["content"] for block in blocks if block["type"] == "tool_result"]
    return [answer if isinstance(answer, str) else "\n".join(texts(answer)) for answer in answers]


def body(skill: str, plugin: Path) -> str:
    return (plugin / "skills" / skill / "SKILL.md").read_text(encoding="utf-8").split("---\n", 2)[2].strip()


def test_an_alias_becomes_its_skill_with_the_request_and_a_tool_of_ours_answers(
    sandbox: SandboxMaker, plugin: Path
) -> None:
    model, answer, project = turn(
        sandbox,
        plugin,
        f"/ml_engineer {REQUEST}",
        Call("Skill", {"skill": "mlwright:ml-engineer", "args": REQUEST}),
        Call("ToolSearch", {"query": f"select:{PROFILE}"}),
        Call(PROFILE, {"data": "data.csv", "target": "churn"}),
        Say("profiled"),
    )

    assert answer.done().out
    assert json.loads(answer.out)["result"] == "profiled"
    opened = "\n".join(texts(model.requests[0]["messages"][0]))
    assert "<command-name>/mlwright:ml_engineer</command-name>" in opened
    assert "`mlwright:ml-engineer`" in opened
    assert f"<request>\n{REQUEST}\n</request>" in opened
    assert body("ml-engineer", plugin) in "\n".join(texts(model.requests[1]["messages"]))
    assert PROFILE in {tool["name"] for tool in model.requests[-1]["tools"]}
    profiled = results(model.requests[-1])
    assert f'"rows":{ROWS}' in profiled.replace(" ", "")
    assert (project / "output" / "data" / "data" / "profile.json").is_file()


def test_the_model_reads_our_descriptions_and_no_alias(sandbox: SandboxMaker, plugin: Path) -> None:
    model, _, _ = turn(sandbox, plugin, "hello", Say("hello"))

    shown = "\n".join(texts(model.requests[0]))
    for skill in sorted(SKILLS):
        assert f"- mlwright:{skill}: {description(skill)}" in shown
    assert "mlwright:ml_engineer" not in shown


def test_a_refused_call_comes_back_as_an_error_with_its_remedy(sandbox: SandboxMaker, plugin: Path) -> None:
    model, _, project = turn(
        sandbox,
        plugin,
        "hello",
        Call("ToolSearch", {"query": f"select:{PROFILE}"}),
        Call(PROFILE, {"data": "/etc/passwd"}),
    )

    assert "outside the workspace roots" in results(model.requests[-1])
    assert not (project / "output").exists()


def test_an_unknown_alias_is_not_expanded(sandbox: SandboxMaker, plugin: Path) -> None:
    model, _, _ = turn(sandbox, plugin, f"/ml_wizard {REQUEST}", Say("what?"))

    opened = "\n".join(texts(model.requests[0]["messages"][0])) if model.requests else ""
    assert "<request>" not in opened
