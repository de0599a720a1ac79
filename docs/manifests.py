"""Write the hosts' manifests from plugin.json, mcp.json and the one version; `--check` only compares.

plugin.json and mcp.json are written by hand, but for the version: that stands in server/mlwright/tabular/__init__.py.
The script reads nothing but these files, so that it also works on a checkout in which nothing is installed.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
VERSION = Path("server/mlwright/tabular/__init__.py")
TITLE = "mlwright"
ICON = "./assets/icon.png"
CATEGORY = "Machine learning"
COPIED = ("name", "version", "description", "author", "homepage", "repository", "license", "keywords")
NAMED_BY_HAND = ("plugin.json", "mcp.json")

Manifest = dict[str, Any]


def version(top: Path) -> str:
    """The version, from the one place where a person writes it.

    Raises: ValueError when it does not stand there.
    """
    found = re.search(r'^__version__ = "([^"]+)"$', (top / VERSION).read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f'{VERSION} has no line __version__ = "…"')
    return found[1]


def manifests(top: Path) -> dict[str, str]:
    """Path below the checkout → what the file should hold."""
    plugin = read(top / "plugin.json") | {"version": version(top)}
    servers = read(top / "mcp.json")["mcpServers"]
    made = {
        "plugin.json": plugin,
        ".claude-plugin/plugin.json": claude(plugin),
        ".claude-plugin/marketplace.json": claude_marketplace(plugin),
        ".codex-plugin/plugin.json": codex(plugin),
        ".agents/plugins/marketplace.json": codex_marketplace(plugin),
        "gemini-extension.json": gemini(plugin, servers),
    }
    return {path: json.dumps(made[path], indent=2, ensure_ascii=False) + "\n" for path in made}


def read(path: Path) -> Manifest:
    """A manifest as it lies on disk."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def claude(plugin: Manifest) -> Manifest:
    """Claude Code reads its own manifest only; skills, commands and agents it finds by folder."""
    # the server, the skills and the commands reach no host at all, and the catalogue asks
    return (
        {"displayName": TITLE}
        | copied(plugin)
        | {
            "icon": ICON,
            "mcpServers": "./mcp.json",
            "network": {"hosts": []},
        }
    )


def claude_marketplace(plugin: Manifest) -> Manifest:
    """One plugin, this folder. It bears no version: the manifest's wins, and two would have to agree."""
    entry = {"name": plugin["name"], "source": "./", "description": plugin["description"]}
    return {
        "name": plugin["name"],
        "description": plugin["description"],
        "owner": {"name": plugin["author"]["name"]},
        "plugins": [entry],
    }


def codex(plugin: Manifest) -> Manifest:
    """Codex prefers the root manifest and takes the display from here; older versions take all of it from here."""
    display = {
        "displayName": TITLE,
        "shortDescription": plugin["description"],
        "developerName": plugin["author"]["name"],
        "category": CATEGORY,
        "composerIcon": ICON,
        "logo": ICON,
    }
    return copied(plugin) | {"skills": "./skills/", "mcpServers": "./mcp.json", "interface": display}


def codex_marketplace(plugin: Manifest) -> Manifest:
    """The same offer as in the other marketplace, with what only Codex asks for."""
    entry = {
        "name": plugin["name"],
        "source": {"source": "local", "path": "./"},
        "policy": {"installation": "AVAILABLE", "authentication": "ON_INSTALL"},
        "category": CATEGORY,
    }
    return {"name": plugin["name"], "interface": {"displayName": TITLE}, "plugins": [entry]}


def gemini(plugin: Manifest, servers: Manifest) -> Manifest:
    """Gemini reads no mcp.json: the server stands here again, without the transport that it does not know."""
    own = {name: {"command": server["command"], "args": server["args"]} for name, server in servers.items()}
    return {key: plugin[key] for key in ("name", "version", "description")} | {"mcpServers": own}


def copied(plugin: Manifest) -> Manifest:
    """What all hosts call by the same name."""
    return {key: plugin[key] for key in COPIED if key in plugin}


def dangling(top: Path) -> list[str]:
    """Paths that a manifest names and that lead nowhere, or out of the plugin."""
    return [
        f"{manifest} names {path}, which is not there"
        for manifest in (*manifests(top), *NAMED_BY_HAND)
        if (top / manifest).is_file()
        for path in named(read(top / manifest))
        if ".." in Path(path).parts or not (top / path).exists()
    ]


def named(value: object) -> Iterator[str]:
    """Every path in a manifest: a text that starts with `./`, at any depth."""
    if isinstance(value, str) and value.startswith("./"):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from named(inner)


def main() -> int:
    """Exit 1 when a manifest names what is not there, or when `--check` finds one that is not fresh."""
    stale = []
    for path, text in manifests(TOP).items():
        file = TOP / path
        if "--check" not in sys.argv:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale.append(f"{path} is not fresh: run `python docs/manifests.py`")
    troubles = stale + sorted(set(dangling(TOP)))
    print("\n".join(troubles), end="\n" if troubles else "")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
