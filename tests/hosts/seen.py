"""What a host says it loaded, and the one judgement about it that all hosts share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.hosts.package_copy import AGENTS, ALIASES, SKILLS


@dataclass(frozen=True)
class Seen:
    """The plugin as one host shows it; None where the host has no such part."""

    host: str
    version: str
    loads: bool
    skills: frozenset[str] = frozenset()
    commands: frozenset[str] | None = None
    agents: frozenset[str] | None = None
    server: str = ""
    errors: tuple[str, ...] = ()
    tokens: Mapping[str, Any] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """The host's line in the published table."""
        parts = {"skills": self.skills, "commands": self.commands, "agents": self.agents}
        counts = {name: None if part is None else len(part) for name, part in parts.items()}
        about = {"host": self.host, "version": self.version, "loads": self.loads}
        return {**about, **counts, "server": self.server, "errors": list(self.errors), "tokens": dict(self.tokens)}


def faults(seen: Seen, server: Iterable[str] = ("connected",)) -> list[str]:
    """Everything that keeps the plugin from being whole in a host; nothing found is a fault like any other."""
    found = [] if seen.loads else ["the plugin does not load"]
    for kind, part, expected in (
        ("skill", seen.skills, SKILLS),
        ("command", seen.commands, ALIASES),
        ("agent", seen.agents, AGENTS),
    ):
        if part is not None:
            found += [f"{kind} {name} is missing" for name in sorted(expected - part)]
            found += [f"{kind} {name} is not ours to have" for name in sorted(part - expected)]
    if seen.server not in server:
        found.append(f"the server is {seen.server or 'missing'}")
    return [*found, *seen.errors]
