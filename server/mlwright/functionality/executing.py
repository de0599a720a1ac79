"""One command in the scratch project: run to its end, or started as a server and ended in order."""

import os
import signal
import site
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

LONGEST = 120.0
"""Seconds for one command."""
STARTING = 30.0
"""Seconds for a server to accept connections, and again for it to end."""
USERS_OWN = ("XDG_", "CLAUDE_", "CODEX_", "COPILOT_", "GEMINI_")
"""Beginnings of variables that lead programs to a user's own settings."""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    said: bytes


def executed(command: list[str], folder: Path) -> Ended:
    """Run to the end; standard input is closed, which is what ends a server."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=_surroundings(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    return Ended(done.returncode, done.stderr or done.stdout)


def served(command: list[str], folder: Path) -> Ended:
    """Start a server on a port, wait until it accepts a connection, interrupt it; an ordered end counts as 0."""
    port = int(command[command.index("--http") + 1])
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=folder, env=_surroundings(folder), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        ) as process,
    ):
        try:
            accepted = _accepts(port, process)
            process.send_signal(signal.SIGINT)
            code = process.wait(STARTING)
        finally:
            process.kill()
        said.seek(0)
        ordered = accepted and code in (0, 130, -signal.SIGINT)
        return Ended(0 if ordered else code or 1, said.read())


def _accepts(port: int, process: subprocess.Popen[bytes]) -> bool:
    ends = time.monotonic() + STARTING
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _surroundings(folder: Path) -> dict[str, str]:
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(USERS_OWN)}
    # what is installed for the user is found through the old home folder
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "PYTHONUSERBASE": site.getuserbase()}
