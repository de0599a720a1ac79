"""The programs that load skills: their executables, their folders, and how the plugin gets into them."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Host:
    """One program, or the folder that several of them read."""

    key: str
    name: str
    executable: str
    """Empty for a folder that belongs to no single program."""
    user_folder: str
    """Below the home folder."""
    project_folder: str
    """Below the project's folder."""
    plugin: tuple[str, ...]
    """Lines that install the whole plugin, SOURCE being its folder; empty where there is no such way."""
    moved: tuple[str, str] = ("", "")
    """An environment variable that names another place than home, and the folder of skills below that place."""

    def folder(self, project: Path | None = None) -> Path:
        """Where its skills lie: in a project, or the user's own."""
        if project is not None:
            return project / self.project_folder
        place = self._place()
        return place / self.moved[1] if place else Path.home() / self.user_folder

    def base(self, project: Path | None = None) -> Path:
        """The folder that was there before any of the host's: the project, the place a variable names, or home."""
        return project or self._place() or Path.home()

    def _place(self) -> Path | None:
        place = os.environ.get(self.moved[0], "") if self.moved[0] else ""
        return Path(place).expanduser() if place else None


HOSTS: tuple[Host, ...] = (
    Host(
        "claude",
        "Claude Code",
        "claude",
        ".claude/skills",
        ".claude/skills",
        ("claude plugin marketplace add SOURCE", "claude plugin install mlwright@mlwright"),
        ("CLAUDE_CONFIG_DIR", "skills"),
    ),
    Host(
        "codex",
        "Codex",
        "codex",
        ".codex/skills",
        ".codex/skills",
        ("codex plugin marketplace add SOURCE", "codex plugin add mlwright@mlwright"),
        ("CODEX_HOME", "skills"),
    ),
    Host(
        "copilot",
        "Copilot CLI",
        "copilot",
        ".copilot/skills",
        ".github/skills",
        ("copilot plugin marketplace add SOURCE", "copilot plugin install mlwright@mlwright"),
        ("COPILOT_HOME", "skills"),
    ),
    Host(
        "gemini",
        "Gemini CLI",
        "gemini",
        ".gemini/skills",
        ".gemini/skills",
        ("gemini extensions link SOURCE",),
        ("GEMINI_CLI_HOME", ".gemini/skills"),
    ),
    Host("agents", "every host that reads .agents/skills", "", ".agents/skills", ".agents/skills", ()),
)
"""What each host really reads was tried out; Codex, Copilot CLI and Gemini CLI read the folders of `agents` too."""

BY_KEY = {host.key: host for host in HOSTS}
