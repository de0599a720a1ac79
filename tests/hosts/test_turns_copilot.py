"""A whole turn through Copilot CLI with a scripted model: a tool of ours is offered and answers."""

import json
from pathlib import Path

import pytest

from tests.hosts import copilot
from tests.hosts.conftest import SandboxMaker
from tests.hosts.model_server import Call, Say, ScriptedModel, scripted_model
from tests.hosts.sandbox import Sandbox
from tests.hosts.tables import ROWS, churn_table

pytestmark = pytest.mark.slow
OWN = "mlwright"
PAUSE = Call("bash", {"command": "sleep 1", "description": "wait"})


def turn(sandbox: SandboxMaker, plugin: Path) -> tuple[ScriptedModel, Sandbox]:
    profile = Call(f"{OWN}-profile_data", {"data": "data.csv", "target": "churn"})
    with scripted_model(Call("skill", {"skill": "ml-engineer"}), profile, Say("profiled"), patience=PAUSE) as model:
        provider = {"TYPE": "anthropic", "BASE_URL": model.address, "API_KEY": "none-needed"}
        own = {f"COPILOT_PROVIDER_{key}": value for key, value in provider.items()}
        host = sandbox("copilot", COPILOT_OFFLINE="true", COPILOT_MODEL="scripted", **own)
        copilot.install(host, plugin)
        churn_table(host.project)
        host.run("-p", "predict churn in data.csv", "--allow-all-tools").done()
    return model, host


def test_a_skill_is_opened_and_the_plugins_server_profiles_the_users_table(sandbox: SandboxMaker, plugin: Path) -> None:
    model, host = turn(sandbox, plugin)

    assert f"{OWN}-profile_data" in {tool["name"] for tool in model.requests[-1]["tools"]}
    assert "# ML engineer" in json.dumps(model.requests[1]["messages"])
    assert f'"rows":{ROWS}' in model.last.replace("\\", "").replace(" ", "")
    # the server was started in the plugin's folder; what it wrote belongs where the user works
    assert (host.project / "output" / "data" / "data" / "profile.json").is_file()
    assert not (plugin / "output").exists()
