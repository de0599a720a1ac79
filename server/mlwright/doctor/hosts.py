"""Which hosts are on this machine, and whether mlwright is in them. Their own files are read, none is written."""

import json
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mlwright import __version__
from mlwright.assets import asset
from mlwright.doctor.item import Item
from mlwright.doctor.programs import located, said_version
from mlwright.hosts import HOSTS, Host
from mlwright.skills.plugin_folder import installed_whole, make_line, plugin_folder, plugin_lines, version_in

GROUP = "Hosts"
PLUGIN = "PLUGIN"
"""What the pages call the folder that hosts are given."""
LARGEST = 4 << 20
"""Bytes of a host's settings that are read at most."""
PACKAGES = {
    "claude": "@anthropic-ai/claude-code",
    "codex": "@openai/codex",
    "copilot": "@github/copilot",
    "gemini": "@google/gemini-cli",
}


def examine_plugin() -> Item:
    """The folder that hosts are to be given. They copy it whole, so that it must not be a checkout."""
    folder = plugin_folder()
    if installed_whole() or version_in(folder) == __version__:
        return Item(GROUP, PLUGIN, str(folder), True)
    return Item(
        GROUP,
        PLUGIN,
        "none; this is an editable install",
        False,
        False,
        "hosts copy the whole folder they are given, here the checkout with all that lies in it: make a small copy",
        (make_line(),),
    )


def examine_hosts() -> list[Item]:
    """Every host that is a program, side by side."""
    asked = [host for host in HOSTS if host.executable]
    with ThreadPoolExecutor(max_workers=len(asked)) as pool:
        return list(pool.map(_host, asked))


def _host(host: Host) -> Item:
    program = located(host.executable)
    has = list(_has(host))
    if program is None:
        costs = "nothing, unless you want to use mlwright there; any MCP client can start `mlwright serve`"
        fix = f"npm install --global {PACKAGES[host.key]}"
        return Item(GROUP, host.name, ", ".join(["not found", *has]), False, False, costs, (fix,))
    found = ", ".join([said_version(program, "--version") or "found", *has])
    if has:
        return Item(GROUP, host.name, found, True)
    return Item(
        GROUP,
        host.name,
        f"{found}, without mlwright",
        False,
        False,
        "it knows no skill, command or tool of mlwright: install the plugin, or the skills alone",
        (*plugin_lines(host), f"mlwright skills install --host {host.key}"),
    )


def _has(host: Host) -> Iterator[str]:
    """What of mlwright the host's folders hold."""
    if PLUGINS[host.key](host.folder().parent):
        yield "plugin installed"
    shipped = [path.parent.name for path in asset("skills").glob("*/SKILL.md")]
    present = [name for name in shipped if (host.folder() / name / "SKILL.md").is_file()]
    if present:
        yield f"{len(present)} of {len(shipped)} skills installed"


def _claude(home: Path) -> bool:
    return _names_us(_settings(home / "plugins" / "installed_plugins.json", json.loads).get("plugins"))


def _codex(home: Path) -> bool:
    return _names_us(_settings(home / "config.toml", tomllib.loads).get("plugins"))


def _copilot(home: Path) -> bool:
    return _names_us(_settings(home / "settings.json", json.loads).get("enabledPlugins"))


def _gemini(home: Path) -> bool:
    return (home / "extensions" / "mlwright").is_dir()


PLUGINS: dict[str, Callable[[Path], bool]] = {
    "claude": _claude,
    "codex": _codex,
    "copilot": _copilot,
    "gemini": _gemini,
}
"""Host → whether the plugin is installed, by the folder that holds the host's settings."""


def _settings(path: Path, parse: Callable[[str], Any]) -> dict[str, Any]:
    """A host's settings; empty when there are none that can be read: they are not ours to complain about."""
    try:
        if path.stat().st_size > LARGEST:
            return {}
        read = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _names_us(plugins: object) -> bool:
    """Whether a table of plugins, `name@marketplace` → state, holds ours and it is not switched off."""
    if not isinstance(plugins, dict):
        return False
    states = [state for name, state in plugins.items() if str(name).partition("@")[0] == "mlwright"]
    return any(state is not False and state != {"enabled": False} for state in states)
