"""Does the server answer? Ours is started as a host would start it, greeted, asked for its tools, and closed."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from queue import Empty, Queue
from typing import Any

from mlwright import __version__
from mlwright.doctor.item import Item

GROUP = "Server"
PATIENCE = 30.0
"""Seconds until an answer no longer counts: hosts wait about as long."""
# -P: a file in the current folder must not stand in for a library
COMMAND = (sys.executable, "-P", "-m", "mlwright", "serve")
COSTS = "no host gets tools, prompts or resources; commands and skills still work"
GREETING = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "mlwright-doctor", "version": __version__},
}


class SilentError(Exception):
    """The server ended, was too slow, or said what is no answer."""


def probe_server(command: tuple[str, ...] = COMMAND, patience: float = PATIENCE) -> Item:
    """Start the server in an empty folder and list its tools."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mlwright-doctor-") as empty:
        try:
            tools = _tools([*command, "--root", empty], empty, started + patience)
        except (SilentError, OSError) as error:
            return Item(GROUP, "mlwright serve", str(error), False, True, COSTS, ("mlwright serve",))
    seconds = time.monotonic() - started
    return Item(GROUP, "mlwright serve", f"answers in {seconds:.1f} s with {tools} tools", True, True)


def _tools(command: list[str], folder: str, deadline: float) -> int:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=folder) as process:
        said: Queue[bytes] = Queue()
        threading.Thread(target=_listen, args=(process, said), daemon=True).start()
        try:
            _say(process, {"id": 1, "method": "initialize", "params": GREETING})
            _answer(said, 1, deadline)
            _say(process, {"method": "notifications/initialized"})
            _say(process, {"id": 2, "method": "tools/list"})
            tools = _answer(said, 2, deadline).get("tools")
            if not isinstance(tools, list) or not tools:
                raise SilentError("lists no tools")
            return len(tools)
        finally:
            process.kill()
            with suppress(OSError):  # what could not be sent is sent once more on closing
                assert process.stdin is not None
                process.stdin.close()


def _say(process: "subprocess.Popen[bytes]", message: dict[str, Any]) -> None:
    assert process.stdin is not None
    # a server that is gone is noticed by its missing answer
    with suppress(OSError):
        process.stdin.write(json.dumps({"jsonrpc": "2.0"} | message).encode() + b"\n")
        process.stdin.flush()


def _listen(process: "subprocess.Popen[bytes]", said: "Queue[bytes]") -> None:
    assert process.stdout is not None
    with suppress(ValueError):  # closed under our hands at the end
        for line in process.stdout:
            said.put(line)
    said.put(b"")


def _answer(said: "Queue[bytes]", number: int, deadline: float) -> dict[str, Any]:
    """The result of a request; what comes in between is passed over."""
    while True:
        try:
            line = said.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise SilentError("does not answer in time") from None
        if not line:
            raise SilentError("ends without an answer")
        try:
            message = json.loads(line)
        except ValueError:
            raise SilentError("says what is not the protocol") from None
        if isinstance(message, dict) and message.get("id") == number:
            result = message.get("result")
            if not isinstance(result, dict):
                raise SilentError("answers with an error")
            return result
