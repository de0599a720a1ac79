"""Codex CLI: the installed plugin, the servers it would start, and the list of skills its model reads."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.hosts.installed import about
from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import Seen

LISTED = re.compile(r"^- (?:mlwright:)?([\w-]+): (.*) \(file: (.*)\)$", flags=re.MULTILINE)


def install(sandbox: Sandbox, plugin: Path) -> None:
    """Add the plugin's folder as a marketplace and install from it."""
    sandbox.run("plugin", "marketplace", "add", plugin).done()
    sandbox.run("plugin", "add", "mlwright@mlwright").done()


def skill_list(sandbox: Sandbox, pattern: str = "- mlwright:") -> dict[str, str]:
    """Skill → description, exactly as the model is shown them."""
    prompt = json.loads(sandbox.run("debug", "prompt-input", "hi").done().out)
    text = "\n".join(texts(prompt))
    return {row[1]: row[2] for row in LISTED.finditer(text) if row[0].startswith(pattern)}


def survey(sandbox: Sandbox) -> Seen:
    """The installed plugin as Codex shows it; it starts servers only in a turn."""
    listed = json.loads(sandbox.run("plugin", "list", "--json").done().out)
    installed = [item for item in listed["installed"] if item["name"] == "mlwright" and item["enabled"]]
    servers = {item["name"]: item for item in json.loads(sandbox.run("mcp", "list", "--json").done().out)}
    return Seen(
        host="codex",
        version=str(about("codex")["version"]),
        loads=len(installed) == 1,
        skills=frozenset(skill_list(sandbox)),
        server=_state(servers.get("mlwright")),
    )


def _state(server: dict[str, Any] | None) -> str:
    if server is None:
        return "missing"
    started = [server["transport"]["command"], *server["transport"]["args"]]
    return "listed" if server["enabled"] and started == ["mlwright", "serve"] else f"not mlwright serve: {started}"


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a request, in order."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
