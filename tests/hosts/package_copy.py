"""The plugin as a user would fetch it: what git knows or would know, and nothing a build left behind."""

import json
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKILLS = frozenset(
    {
        "mle-workflow",
        "ml-engineer",
        "ml-pipeline-orchestrator",
        "mlops",
        "data-analyst",
        "feature-spec-writer",
        "training-script-generator",
        "experiment-config-writer",
        "leakage-review",
        "ml-experiments",
        "model-productionizer",
        "report-owner",
    }
)
ALIASES = frozenset({name.replace("-", "_") for name in SKILLS if "-" in name} | {"orchestrator"})
AGENTS = frozenset({"mle-reviewer", "ml-engineer", "data-scientist", "mlops-engineer"})
PARTS = ("skills", "commands", "agents", "assets", "docs", "templates", ".claude-plugin", ".codex-plugin", ".agents")
FILES = ("*.json", "*.md", "LICENSE", "pyproject.toml")
LOST = "mlops"
ABSENT = "mlwright-of-nowhere"


def copy_plugin(target: Path) -> Path:
    """A copy of the plugin's own files in an empty folder."""
    wanted = [*(f":(glob){part}/**" for part in PARTS), *(f":(glob){name}" for name in FILES)]
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *wanted]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in listed:
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def break_plugin(plugin: Path) -> Path:
    """The same plugin with one skill lost and a server command that no machine has."""
    (plugin / "skills" / LOST / "SKILL.md").unlink()
    for manifest in ("mcp.json", "gemini-extension.json"):
        file = plugin / manifest
        if file.exists():
            described = json.loads(file.read_text(encoding="utf-8"))
            described["mcpServers"]["mlwright"]["command"] = ABSENT
            file.write_text(json.dumps(described), encoding="utf-8")
    return plugin


def description(skill: str) -> str:
    """What the header of a shipped skill says about it."""
    text = (ROOT / "skills" / skill / "SKILL.md").read_text(encoding="utf-8")
    found = re.search(r"^description:\s*(.+)$", text, flags=re.MULTILINE)
    assert found is not None, f"{skill} has no description on one line"
    return found[1].strip().strip('"')
