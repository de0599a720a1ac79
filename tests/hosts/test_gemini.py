"""The extension in Gemini CLI: validated, linked, its skills listed, no agent refused, its server connected."""

import json
from pathlib import Path

import pytest

from tests.hosts import gemini
from tests.hosts.conftest import Publish, SandboxMaker
from tests.hosts.package_copy import LOST, SKILLS, copy_plugin
from tests.hosts.seen import faults

pytestmark = pytest.mark.slow


def test_the_official_validator_accepts_the_extension_and_refuses_a_broken_one(
    sandbox: SandboxMaker, plugin: Path, tmp_path: Path
) -> None:
    host = sandbox("gemini")
    copy = copy_plugin(tmp_path / "mlwright")
    manifest = copy / "gemini-extension.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"name": ""}))

    host.run("extensions", "validate", plugin).done()
    assert host.run("extensions", "validate", copy).code != 0


def test_every_skill_is_there_no_agent_is_refused_and_the_server_connects(
    sandbox: SandboxMaker, plugin: Path, publish: Publish
) -> None:
    host = sandbox("gemini")
    host.run("extensions", "link", plugin, "--consent").done()

    assert faults(publish(gemini.survey(host, plugin))) == []


def test_the_same_check_notices_a_lost_skill_a_refused_agent_and_a_dead_server(
    sandbox: SandboxMaker, broken: Path, tmp_path: Path
) -> None:
    agent = broken / "agents" / "stranger.md"
    agent.write_text("---\nname: stranger\ndescription: Of another host.\ntools: Read, Grep\n---\n\nRead.\n")
    host = sandbox("gemini")
    host.run("extensions", "link", broken, "--consent")

    noticed = faults(gemini.survey(host, broken))

    assert f"skill {LOST} is missing" in noticed
    assert "the server is disconnected" in noticed
    assert any("stranger.md" in fault for fault in noticed)


def test_without_the_extension_there_is_nothing_of_ours(sandbox: SandboxMaker, plugin: Path) -> None:
    noticed = faults(gemini.survey(sandbox("gemini"), plugin))

    assert {"the plugin does not load", "the server is missing"} <= set(noticed)
    assert len(noticed) == 2 + len(SKILLS)
