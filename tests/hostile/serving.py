"""Reaching the server as a host does: in memory, and as a process with pipes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from mlwright.server import create_server

ERAS = ("legacy", "auto")
COMMAND = str(Path(sys.executable).parent / "mlwright")
LONGEST_WAIT = 60.0
Said = tuple[bool, str, int]
"""Whether it was refused, everything that was answered as JSON, and the bytes of its text."""


def client(root: Path, era: str) -> Client:
    """A client of a server in this process."""
    return Client(create_server([root]), mode=era)


def parameters(root: Path, home: Path, **more: str) -> StdioServerParameters:
    """How a host would start the server: the bare command, in the project's own folder."""
    return StdioServerParameters(
        command=COMMAND, args=["serve", "--root", str(root)], env=environment(home, **more), cwd=root
    )


def environment(home: Path, **more: str) -> dict[str, str]:
    """Few variables: what a host hands on."""
    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
    return {**kept, "HOME": str(home), "OMP_NUM_THREADS": "1", **more}


async def said(client: Client, tool: str, arguments: Mapping[str, Any]) -> Said:
    """One call, whatever comes of it; TimeoutError when nothing does."""
    with anyio.fail_after(LONGEST_WAIT):
        try:
            result = await client.call_tool(tool, dict(arguments))
        except MCPError as error:
            return True, json.dumps([error.error.message, error.error.data], ensure_ascii=False), len(str(error))
    text = "".join(getattr(block, "text", "") for block in result.content)
    return bool(result.is_error), result.model_dump_json(by_alias=True, exclude_none=True), len(text.encode())


class Wire:
    """The server's process, spoken to in raw lines."""

    def __init__(self, root: Path, home: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [COMMAND, "serve", "--root", str(root), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(home),
            cwd=root,
        )

    def send(self, *frames: bytes | Mapping[str, Any]) -> None:
        """Write frames, each on its own line."""
        assert self.process.stdin is not None
        for frame in frames:
            self.process.stdin.write((frame if isinstance(frame, bytes) else json.dumps(frame).encode()) + b"\n")
        self.process.stdin.flush()

    def answer(self, number: int | str) -> dict[str, Any]:
        """The answer to a request; what comes before it is passed over."""
        assert self.process.stdout is not None
        while line := self.process.stdout.readline():
            heard = json.loads(line)
            if heard.get("id") == number and "method" not in heard:
                return dict(heard)
        raise EOFError(f"the server ended with {self.process.wait()} and did not answer {number}")

    def hello(self) -> dict[str, Any]:
        """The handshake of the older era."""
        client = {"name": "test", "version": "0"}
        self.send(request("hello", "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo=client))
        heard = self.answer("hello")
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return heard

    def end(self, seconds: float = 30) -> int:
        """Close its input and wait for it; its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(seconds)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None and not stream.closed:
                with suppress(BrokenPipeError):
                    stream.close()


def request(number: int | str, method: str, **params: Any) -> dict[str, Any]:
    """A request as it goes over the wire."""
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def modern(number: int | str, method: str, **params: Any) -> dict[str, Any]:
    """A request of the newer era, which carries what a handshake would have said."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "0"},
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    return request(number, method, **params, _meta=meta)


def call(number: int | str, tool: str, arguments: Mapping[str, Any], era: str = "legacy") -> dict[str, Any]:
    """A tool call as it goes over the wire."""
    make = request if era == "legacy" else modern
    return make(number, "tools/call", name=tool, arguments=dict(arguments))


def texts(value: Any) -> Sequence[str]:
    """Every string in a JSON value, keys too."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for pair in value.items() for item in pair for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return []
