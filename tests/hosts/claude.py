"""Claude Code: the first event of a session, the installed plugin, and what it costs in tokens."""

import json
import re
from pathlib import Path
from typing import Any

from tests.hosts.sandbox import Sandbox
from tests.hosts.seen import Seen

PREFIX = "mlwright:"
SERVER = "plugin:mlwright:mlwright"
COST = re.compile(r"^\s+([\w-]+)\s+[~<]\s?([\d.,]+)(k?)\s+[~<]\s?([\d.,]+)(k?)\s*$", flags=re.MULTILINE)
ALWAYS = re.compile(r"Always-on:\s+~([\d.,]+)(k?) tok")


def first_event(sandbox: Sandbox, *options: str | Path) -> dict[str, Any]:
    """What a session announces before it needs an account."""
    answer = sandbox.run("-p", "x", "--output-format", "stream-json", "--verbose", *options)
    events = [json.loads(line) for line in answer.out.splitlines() if line.startswith("{")]
    begun = [event for event in events if event.get("subtype") == "init"]
    assert len(begun) == 1, answer.text[-2000:]
    found: dict[str, Any] = begun[0]
    return found


def announced(event: dict[str, Any], tokens: dict[str, Any] | None = None) -> Seen:
    """A session's first event as the shared record."""
    commands = frozenset(_ours(event["slash_commands"]))
    invocable = frozenset(_ours(event["skills"]))
    servers = {item["name"]: item["status"] for item in event["mcp_servers"]}
    aliases = frozenset(name for name in commands if "_" in name or name == "orchestrator")
    unlisted = [f"/{name} is no command" for name in sorted(invocable - commands)]
    broken = [json.dumps(item) for item in event.get("plugin_errors") or []]
    return Seen(
        host="claude",
        version=event["claude_code_version"],
        loads=any(item["name"] == "mlwright" for item in event["plugins"]),
        skills=invocable - aliases,
        commands=aliases,
        agents=frozenset(_ours(event["agents"])),
        server=servers.get(SERVER, "missing"),
        errors=(*unlisted, *broken),
        tokens=tokens or {},
    )


def costs(details: str) -> dict[str, Any]:
    """The estimate of `plugin details`: tokens in every session, and by component."""
    always = ALWAYS.search(details)
    assert always is not None, details[-2000:]
    # a list, because a skill and an agent may share a name
    parts = [
        {"name": row[1], "always_on": _count(row[2], row[3]), "on_invoke": _count(row[4], row[5])}
        for row in COST.finditer(details)
    ]
    return {"always_on": _count(always[1], always[2]), "components": parts}


def _count(number: str, thousands: str) -> int:
    return round(float(number.replace(",", "")) * (1000 if thousands else 1))


def _ours(names: list[str]) -> list[str]:
    return [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
