"""The plugin in Claude Code: validated, announced by a session, installed from a marketplace, connected, affordable."""

import json
from pathlib import Path

import pytest

from tests.hosts.claude import SERVER, announced, costs, first_event
from tests.hosts.conftest import Publish, SandboxMaker
from tests.hosts.package_copy import AGENTS, ALIASES, LOST, SKILLS, copy_plugin
from tests.hosts.sandbox import Answer, Sandbox
from tests.hosts.seen import faults

pytestmark = pytest.mark.slow
MOST_ALWAYS_ON = 1_840
"""Tokens in every session by the host's own estimate: the 1,530 measured, and a fifth."""


@pytest.fixture(scope="module")
def installed(sandbox: SandboxMaker, plugin: Path) -> Sandbox:
    claude = sandbox("claude")
    claude.run("plugin", "marketplace", "add", plugin).done()
    claude.run("plugin", "install", "mlwright@mlwright").done()
    return claude


@pytest.fixture(scope="module")
def details(installed: Sandbox) -> Answer:
    return installed.run("plugin", "details", "mlwright@mlwright").done()


@pytest.mark.parametrize("profile", [[], ["--profile", "directory"]], ids=["plugin", "directory"])
def test_the_official_validator_has_no_complaint(sandbox: SandboxMaker, plugin: Path, profile: list[str]) -> None:
    answer = sandbox("claude").run("plugin", "validate", "--strict", *profile, plugin)

    assert answer.code == 0, answer.text
    for name in SKILLS | ALIASES | AGENTS:
        assert f"mlwright:{name}\n" in answer.out
    assert "mcpServers: mlwright" in answer.out


def test_the_official_validator_notices_a_manifest_that_names_a_missing_file(
    sandbox: SandboxMaker, tmp_path: Path
) -> None:
    copy = copy_plugin(tmp_path / "mlwright")
    manifest = copy / ".claude-plugin" / "plugin.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"agents": ["./agents/nobody.md"]}))

    answer = sandbox("claude").run("plugin", "validate", "--strict", copy)

    assert answer.code == 1, answer.text
    assert "nobody.md" in answer.text


def test_a_session_has_every_skill_alias_and_agent_and_a_connected_server(
    sandbox: SandboxMaker, plugin: Path, details: Answer, publish: Publish
) -> None:
    event = first_event(sandbox("claude"), "--plugin-dir", plugin)
    seen = publish(announced(event, costs(details.out)))

    assert faults(seen) == []
    assert {"mcp__plugin_mlwright_mlwright__profile_data"} <= set(event["tools"])
    assert {"mcp__plugin_mlwright_mlwright__ml_engineer"} <= set(event["slash_commands"])


def test_the_same_check_notices_a_lost_skill_and_a_dead_server(sandbox: SandboxMaker, broken: Path) -> None:
    found = faults(announced(first_event(sandbox("claude"), "--plugin-dir", broken)))

    assert f"skill {LOST} is missing" in found
    assert "the server is failed" in found


def test_without_the_plugin_a_session_has_nothing_of_ours(sandbox: SandboxMaker) -> None:
    found = faults(announced(first_event(sandbox("claude"))))

    assert "the plugin does not load" in found
    assert "the server is missing" in found
    assert len(found) == 2 + len(SKILLS) + len(ALIASES) + len(AGENTS)


def test_an_installed_plugin_is_listed_and_its_server_connects(installed: Sandbox) -> None:
    listed = json.loads(installed.run("plugin", "list", "--json").done().out)
    servers = installed.run("mcp", "list").done().text

    assert [(item["id"], item["enabled"]) for item in listed] == [("mlwright@mlwright", True)]
    assert list(listed[0]["mcpServers"]) == ["mlwright"]
    assert [f"{SERVER}: mlwright serve - ✔ Connected"] == [row for row in servers.splitlines() if SERVER in row]


def test_the_plugin_costs_a_session_no_more_than_the_published_tokens(details: Answer) -> None:
    found = costs(details.out)

    assert sorted([*SKILLS, *ALIASES, *AGENTS]) == sorted(part["name"].lstrip("_") for part in found["components"])
    assert 0 < found["always_on"] <= MOST_ALWAYS_ON
    # each part is rounded to tens, so the parts only come near the whole
    parts = sum(part["always_on"] for part in found["components"])
    assert abs(parts - found["always_on"]) < 0.3 * parts


def test_an_estimate_that_cannot_be_read_is_a_failure() -> None:
    with pytest.raises(AssertionError):
        costs("Always-on: unknown")
