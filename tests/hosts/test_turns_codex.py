"""A whole turn through Codex CLI with a scripted model: what a named skill becomes, and what reaches the server."""

import json
from pathlib import Path

import pytest

from tests.hosts import codex
from tests.hosts.codex import texts
from tests.hosts.conftest import SandboxMaker
from tests.hosts.model_server import Call, Say, ScriptedModel, scripted_model
from tests.hosts.sandbox import Sandbox
from tests.hosts.tables import ROWS, churn_table

pytestmark = pytest.mark.slow
REQUEST = "data.csv predict churn"
PAUSE = Call("exec_command", {"cmd": "sleep 1"})


@pytest.fixture(scope="module")
def installed(sandbox: SandboxMaker, plugin: Path) -> Sandbox:
    host = sandbox("codex", MLWRIGHT_SCRIPTED_KEY="none-needed")
    codex.install(host, plugin)
    churn_table(host.project)
    return host


def turn(host: Sandbox, prompt: str, *script: Say | Call) -> ScriptedModel:
    with scripted_model(*script, patience=PAUSE) as model:
        provider = (
            f'{{name="scripted",base_url="{model.address}/v1",wire_api="responses",env_key="MLWRIGHT_SCRIPTED_KEY"}}'
        )
        settings = ["model_provider=scripted", "model=scripted", f"model_providers.scripted={provider}"]
        options = [part for setting in settings for part in ("-c", setting)]
        host.run("exec", *options, "--skip-git-repo-check", "--json", prompt).done()
    return model


def profile(host: Sandbox) -> Call:
    data = str(host.project / "data.csv")
    return Call("profile_data", {"data": data, "target": "churn"}, namespace="mcp__mlwright")


def outputs(model: ScriptedModel) -> str:
    """What the tools answered, without the answers to the pauses."""
    items = [item for item in model.requests[-1]["input"] if item["type"] == "function_call_output"]
    return json.dumps(items[-1]["output"], ensure_ascii=False).replace("\\", "")


def test_a_named_skill_is_put_before_the_model_in_full(installed: Sandbox, plugin: Path) -> None:
    model = turn(installed, f"$mlwright:ml-engineer {REQUEST}")

    opened = "\n".join(texts(model.requests[0]["input"]))
    assert f"$mlwright:ml-engineer {REQUEST}" in opened
    assert "<name>mlwright:ml-engineer</name>" in opened
    assert (plugin / "skills" / "ml-engineer" / "SKILL.md").read_text(encoding="utf-8").strip() in opened


def test_without_the_name_the_skill_is_only_listed(installed: Sandbox) -> None:
    model = turn(installed, REQUEST)

    assert "<name>mlwright:ml-engineer</name>" not in "\n".join(texts(model.requests[0]["input"]))


def test_the_plugins_server_profiles_the_users_table_although_it_is_started_beside_the_plugin(
    installed: Sandbox,
) -> None:
    model = turn(installed, "hello", profile(installed))

    assert f'"rows":{ROWS}' in outputs(model).replace(" ", "")
    assert (installed.project / "output" / "data" / "data" / "profile.json").is_file()
