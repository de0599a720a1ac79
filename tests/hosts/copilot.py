"""Copilot CLI: the installed plugin, its skills and the servers it would start."""

import json
from pathlib import Path
from typing import Any

from tests.hosts.installed import about
from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import Seen


def install(sandbox: Sandbox, plugin: Path) -> None:
    """Add the plugin's folder as a marketplace and install from it."""
    sandbox.run("plugin", "marketplace", "add", plugin).done()
    sandbox.run("plugin", "install", "mlwright@mlwright").done()


def skill_list(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Every skill with its source."""
    return _rows(json.loads(sandbox.run("skill", "list", "--json").done().out))


def survey(sandbox: Sandbox) -> Seen:
    """The installed plugin as Copilot shows it; it starts servers only in a turn."""
    listed = json.loads(sandbox.run("plugin", "list", "--json").done().out)
    servers = json.loads(sandbox.run("mcp", "list", "--json").done().out)["mcpServers"]
    return Seen(
        host="copilot",
        version=str(about("copilot")["version"]),
        loads=any(item["name"] == "mlwright" and item["enabled"] for item in listed),
        skills=frozenset(item["name"] for item in skill_list(sandbox) if item["source"] == "plugin"),
        server=_state(servers.get("mlwright")),
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found["skills"] if isinstance(found, dict) else found
    return rows


def _state(server: dict[str, Any] | None) -> str:
    if server is None:
        return "missing"
    started = [server["command"], *server["args"]]
    return "listed" if server["enabled"] and started == ["mlwright", "serve"] else f"not mlwright serve: {started}"
