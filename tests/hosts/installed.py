"""Where the pinned programs lie: the folder npm filled, or the one that MLWRIGHT_HOSTS names."""

import json
import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
MANIFEST = HERE / "package.json"
LOCK = HERE / "package-lock.json"
PACKAGES = {
    "claude": "@anthropic-ai/claude-code",
    "codex": "@openai/codex",
    "copilot": "@github/copilot",
    "gemini": "@google/gemini-cli",
    "conformance": "@modelcontextprotocol/conformance",
    "inspector": "@modelcontextprotocol/inspector",
}


def folder() -> Path:
    """The node_modules folder that holds the programs, if it exists."""
    return Path(os.environ.get("MLWRIGHT_HOSTS") or HERE / "node_modules")


def command(program: str) -> list[str]:
    """How to start a program; skips the test, by the program's name, where it is not installed."""
    package = folder() / PACKAGES[program]
    if not (package / "package.json").is_file():
        pytest.skip(f"{program} is not installed: make hosts (needs npm) puts the host programs into tests/hosts")
    if program == "claude":
        # the script of the package expects its installation step to have run; the program itself lies beside it
        native = sorted(package.parent.glob("claude-code-*/claude"))
        if not native:
            pytest.skip("claude has no program for this platform: make hosts (needs npm)")
        return [str(native[0])]
    scripts = about(program)["bin"]
    script = scripts if isinstance(scripts, str) else scripts.get(program) or next(iter(scripts.values()))
    return [str(node()), str(package / script)]


def about(program: str) -> dict[str, Any]:
    """The installed package's own description."""
    described: dict[str, Any] = json.loads((folder() / PACKAGES[program] / "package.json").read_text(encoding="utf-8"))
    return described


def pins() -> dict[str, str]:
    """Package → the one version that is tested."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return {**manifest["dependencies"], **manifest["optionalDependencies"]}


@cache
def node() -> Path:
    """The pinned Node.js beside the programs, else the machine's."""
    beside = sorted(folder().glob("node*/bin/node"))
    if beside:
        return beside[0]
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed: make hosts (needs npm)")
    return Path(found)
