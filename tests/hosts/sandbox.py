"""A machine of its own for each host: empty home, no proxy to the world, `mlwright` on the path."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.hosts.installed import command, node

NOWHERE = "http://127.0.0.1:9"
SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """What a program printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Both streams."""
        return self.out + self.err

    def done(self) -> "Answer":
        """The same, when the program succeeded."""
        assert self.code == 0, self.text[-4000:]
        return self


@dataclass(frozen=True)
class Sandbox:
    """One host with a home that nobody else has."""

    host: str
    home: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        """The folder a user of this host works in."""
        return self.home / "project"

    def environment(self) -> dict[str, str]:
        """What the host sees; everything not for this loopback fails at once."""
        programs = [str(Path(sys.executable).parent), str(node().parent), "/usr/local/bin", "/usr/bin", "/bin"]
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
        proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), NOWHERE)
        quiet = {"NO_COLOR": "1", "NO_PROXY": "127.0.0.1,localhost", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8"}
        quiet |= {"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "COPILOT_AUTO_UPDATE": "false"}
        # on a busy machine Claude would announce a session before its servers have answered
        quiet |= {"MCP_CONNECTION_NONBLOCKING": "false", "MCP_CONNECT_TIMEOUT_MS": "60000"}
        home = {"HOME": str(self.home), "PATH": os.pathsep.join(programs)}
        return {**home, **folders, **proxies, **quiet, **self.extra}

    def run(self, *arguments: str | Path, program: str = "") -> Answer:
        """Run the host (or `mlwright`) in the user's project."""
        self.project.mkdir(parents=True, exist_ok=True)
        ours = [str(Path(sys.executable).parent / "mlwright")]
        start = ours if program == "mlwright" else command(self.host)
        finished = subprocess.run(
            [*start, *map(str, arguments)],
            cwd=self.project,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        return Answer(finished.returncode, finished.stdout, finished.stderr)
