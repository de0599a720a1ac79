"""The plugin in Codex CLI: installed from a marketplace, every skill in front of the model, its server listed."""

from pathlib import Path

import pytest

from tests.hosts import codex
from tests.hosts.conftest import Publish, SandboxMaker
from tests.hosts.package_copy import LOST, SKILLS, description
from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import faults

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(sandbox: SandboxMaker, plugin: Path) -> Sandbox:
    found = sandbox("codex")
    codex.install(found, plugin)
    return found


def test_every_skill_is_there_and_the_server_is_the_bare_command(installed: Sandbox, publish: Publish) -> None:
    assert faults(publish(codex.survey(installed)), ("listed",)) == []


def test_the_model_reads_every_description_in_full(installed: Sandbox) -> None:
    shown = codex.skill_list(installed)

    assert {skill: description(skill) for skill in SKILLS} == shown


def test_the_same_check_notices_a_lost_skill_and_another_command(sandbox: SandboxMaker, broken: Path) -> None:
    found = sandbox("codex")
    codex.install(found, broken)

    noticed = faults(codex.survey(found), ("listed",))

    assert f"skill {LOST} is missing" in noticed
    assert any(fault.startswith("the server is not mlwright serve") for fault in noticed)


def test_without_the_plugin_there_is_nothing_of_ours(sandbox: SandboxMaker) -> None:
    noticed = faults(codex.survey(sandbox("codex")), ("listed",))

    assert {"the plugin does not load", "the server is missing"} <= set(noticed)
    assert len(noticed) == 2 + len(SKILLS)
