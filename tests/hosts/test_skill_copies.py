"""The skills without the plugin: `mlwright skills install` puts them where a host looks, uninstall takes them out."""

from collections.abc import Callable

import pytest

from tests.hosts import codex, copilot, gemini
from tests.hosts.claude import first_event
from tests.hosts.conftest import SandboxMaker
from tests.hosts.package_copy import SKILLS
from tests.hosts.sandbox import Sandbox

pytestmark = pytest.mark.slow


def claude_skills(host: Sandbox) -> set[str]:
    return set(first_event(host)["skills"])


def codex_skills(host: Sandbox) -> set[str]:
    return set(codex.skill_list(host, "- "))


def copilot_skills(host: Sandbox) -> set[str]:
    return {item["name"] for item in copilot.skill_list(host)}


def gemini_skills(host: Sandbox) -> set[str]:
    return set(gemini.skill_list(host))


SHOWN: dict[str, Callable[[Sandbox], set[str]]] = {
    "claude": claude_skills,
    "codex": codex_skills,
    "copilot": copilot_skills,
    "gemini": gemini_skills,
}


@pytest.mark.parametrize("place", ["user", "project"])
@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_host_shows_the_copied_skills_until_they_are_taken_out(sandbox: SandboxMaker, name: str, place: str) -> None:
    # Gemini and Copilot read a project's skills only where the user trusts the folder
    host = sandbox(name, GEMINI_CLI_TRUST_WORKSPACE="true", COPILOT_ALLOW_ALL="true")
    where = ["--project", str(host.project)] if place == "project" else []
    before = SHOWN[name](host)
    host.run("skills", "install", "--host", name, *where, program="mlwright").done()
    during = SHOWN[name](host)
    host.run("skills", "uninstall", "--host", name, *where, program="mlwright").done()
    after = SHOWN[name](host)

    assert set() == before & SKILLS
    assert during & SKILLS == SKILLS
    assert before == after
