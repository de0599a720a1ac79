"""The plugin in Copilot CLI: installed from a marketplace, every skill listed, its server listed."""

from pathlib import Path

import pytest

from tests.hosts import copilot
from tests.hosts.conftest import Publish, SandboxMaker
from tests.hosts.package_copy import LOST, SKILLS
from tests.hosts.seen import faults

pytestmark = pytest.mark.slow


def test_every_skill_is_there_and_the_server_is_the_bare_command(
    sandbox: SandboxMaker, plugin: Path, publish: Publish
) -> None:
    found = sandbox("copilot")
    copilot.install(found, plugin)

    assert faults(publish(copilot.survey(found)), ("listed",)) == []


def test_the_same_check_notices_a_lost_skill_and_another_command(sandbox: SandboxMaker, broken: Path) -> None:
    found = sandbox("copilot")
    copilot.install(found, broken)

    noticed = faults(copilot.survey(found), ("listed",))

    assert f"skill {LOST} is missing" in noticed
    assert any(fault.startswith("the server is not mlwright serve") for fault in noticed)


def test_without_the_plugin_there_is_nothing_of_ours(sandbox: SandboxMaker) -> None:
    noticed = faults(copilot.survey(sandbox("copilot")), ("listed",))

    assert {"the plugin does not load", "the server is missing"} <= set(noticed)
    assert len(noticed) == 2 + len(SKILLS)
