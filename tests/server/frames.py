"""A server process that is spoken to in raw frames: what a client library would not send, and what it would hide."""

import json
import subprocess
from pathlib import Path
from typing import Any, Self

from tests.server.launching import environment, launcher

ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "0"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}


class Frames:
    """One connection to a process of its own."""

    def __init__(self, root: Path, era: str, command: list[str] | None = None) -> None:
        self._modern = era == "modern"
        self._number = 0
        self.process = subprocess.Popen(
            command or launcher(root),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        if not self._modern:
            self.ask("initialize", **HELLO)
            self.tell({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def tell(self, frame: object) -> None:
        """Send a frame, or a text as it is."""
        assert self.process.stdin is not None
        self.process.stdin.write((frame if isinstance(frame, str) else json.dumps(frame)) + "\n")
        self.process.stdin.flush()

    def start(self, method: str, **parameters: Any) -> int:
        """Send a request; its number."""
        self._number += 1
        if self._modern:
            parameters["_meta"] = ENVELOPE | parameters.get("_meta", {})
        self.tell({"jsonrpc": "2.0", "id": self._number, "method": method, "params": parameters})
        return self._number

    def hear(self) -> dict[str, Any]:
        """The next frame."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the server ended"
        frame: dict[str, Any] = json.loads(line)
        return frame

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a request; its answer, a result or an error."""
        number = self.start(method, **parameters)
        while (frame := self.hear()).get("id") != number:
            pass
        return frame

    def close(self) -> int:
        """End the input; the exit status."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(30)
