"""The checkout that the manifests describe, a small copy of it to break, and the generator run on either."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
GENERATED = (
    ".claude-plugin/plugin.json",
    ".claude-plugin/marketplace.json",
    ".codex-plugin/plugin.json",
    ".agents/plugins/marketplace.json",
    "gemini-extension.json",
)
AUTHORED = ("plugin.json", "mcp.json")
VERSION = "server/mlwright/tabular/__init__.py"
NAMED = ("assets/icon.png", "docs/manifests.py", VERSION, "skills/mlops/SKILL.md")


def read(name: str, top: Path = TOP) -> dict[str, Any]:
    """A manifest."""
    return dict(json.loads((top / name).read_text(encoding="utf-8")))


def copy_to(folder: Path) -> Path:
    """The manifests and what they name, elsewhere."""
    for name in (*GENERATED, *AUTHORED, *NAMED):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TOP / name, folder / name)
    return folder


def generate(top: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the generator of a checkout."""
    arguments = [sys.executable, str(top / "docs" / "manifests.py"), *words]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)
