"""Where the user works: some hosts start a plugin's server in the plugin's own folder."""

import os
import platform
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from mlwright.errors import InputError

PLUGIN_FOLDERS = ("PLUGIN_ROOT", "COPILOT_PLUGIN_ROOT", "CLAUDE_PLUGIN_ROOT")
"""Variables in which hosts say where the plugin lies."""
PATIENCE = 3.0
"""Seconds for the program that tells another process's folder."""


def working_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The current folder; where that is the plugin's own, the folder in which the host itself was started.

    Codex and Copilot start the server beside the plugin and name no other folder: the user's tables would be outside
    it, and a relative path would be written into the plugin.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise InputError(
            "the folder that you work in is no more", "change to another one, or name it with --root"
        ) from None
    named = [Path(environment[name]).resolve() for name in PLUGIN_FOLDERS if environment.get(name)]
    if here.resolve() not in named:
        return here
    host = _folder_of(os.getppid())
    return here if host is None or any(host.is_relative_to(folder) for folder in named) else host


def _folder_of(process: int) -> Path | None:
    """The folder in which a process works; None where this system does not tell."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cwd").readlink()
    if platform.system() != "Darwin":
        return None
    with suppress(OSError, subprocess.SubprocessError):
        asked = ["/usr/sbin/lsof", "-a", "-d", "cwd", "-p", str(process), "-Fn"]
        told = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout
        return next((Path(line[1:]) for line in told.splitlines() if line.startswith("n/")), None)
    return None
