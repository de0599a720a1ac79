"""Gemini CLI: the linked extension, its skills, its agents' errors and the server, which it really starts."""

import re
from pathlib import Path

from tests.hosts.installed import about
from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import Seen

SKILL = re.compile(r"^([\w-]+) \[Enabled\]\s*\n.*\n\s+Location:\s+(.*)$", flags=re.MULTILINE)
SERVER = re.compile(r"mlwright .*- (\w+)\s*$", flags=re.MULTILINE)
ERROR = re.compile(r"^\[ExtensionManager\].*(?:\n(?!Extension|✓|Configured).*)?", flags=re.MULTILINE)


def skill_list(sandbox: Sandbox) -> dict[str, str]:
    """Skill → the file it was read from; the host's own are left out."""
    text = sandbox.run("skills", "list", "--all").done().text
    return {row[1]: row[2].strip() for row in SKILL.finditer(text)}


def survey(sandbox: Sandbox, extension: Path) -> Seen:
    """The linked extension as Gemini shows it."""
    listed = sandbox.run("extensions", "list").done().text
    server = SERVER.search(sandbox.run("mcp", "list").done().text)
    folder = str(extension.resolve())
    return Seen(
        host="gemini",
        version=str(about("gemini")["version"]),
        loads="✓ mlwright (" in listed,
        skills=frozenset(name for name, place in skill_list(sandbox).items() if place.startswith(folder)),
        server=server[1].lower() if server else "missing",
        errors=tuple(found[0].strip().replace(folder, "PLUGIN") for found in ERROR.finditer(listed)),
    )
