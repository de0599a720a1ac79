"""A whole turn through Gemini CLI with a scripted model: a skill is opened and a tool of ours really ran."""

import json
from pathlib import Path

import pytest

from tests.hosts.conftest import SandboxMaker
from tests.hosts.model_server import Call, Say, ScriptedModel, scripted_model
from tests.hosts.sandbox import Sandbox
from tests.hosts.tables import ROWS, churn_table

pytestmark = pytest.mark.slow
PROFILE = "mcp_mlwright_profile_data"
KEY_ONLY = {"security": {"auth": {"selectedType": "gemini-api-key"}}}


def turn(sandbox: SandboxMaker, plugin: Path, data: str) -> tuple[ScriptedModel, Sandbox]:
    opened = Call("activate_skill", {"name": "ml-engineer"})
    with scripted_model(opened, Call(PROFILE, {"data": data, "target": "churn"}), Say("profiled")) as model:
        provider = {"GOOGLE_GEMINI_BASE_URL": model.address, "GEMINI_API_KEY": "none-needed"}
        host = sandbox("gemini", GEMINI_CLI_TRUST_WORKSPACE="true", **provider)
        churn_table(host.project)
        settings = host.home / ".gemini" / "settings.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps(KEY_ONLY), encoding="utf-8")
        host.run("extensions", "link", plugin, "--consent").done()
        host.run("-p", "predict churn in data.csv", "-m", "scripted", "--approval-mode", "yolo").done()
    return model, host


def test_a_skill_is_opened_and_the_server_profiles_the_users_table(sandbox: SandboxMaker, plugin: Path) -> None:
    model, host = turn(sandbox, plugin, "data.csv")

    offered = {tool["name"] for group in model.requests[0]["tools"] for tool in group["functionDeclarations"]}
    assert PROFILE in offered
    assert "# ML engineer" in json.dumps(model.requests[1]["contents"])
    assert f'"rows":{ROWS}' in model.last.replace("\\", "").replace(" ", "")
    assert (host.project / "output" / "data" / "data" / "profile.json").is_file()


def test_a_refused_call_comes_back_as_an_error(sandbox: SandboxMaker, plugin: Path) -> None:
    model, host = turn(sandbox, plugin, "/etc/passwd")

    assert "outside the workspace roots" in model.last
    assert not (host.project / "output").exists()
