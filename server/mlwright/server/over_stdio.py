"""The server on standard input and output."""

import gc
import logging
import os
import select
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import anyio
from mcp.server import MCPServer

from mlwright.errors import InputError
from mlwright.server.building import create_server
from mlwright.server.stopping import PATIENCE, Calls, leave, told_to_stop


def serve(roots: Sequence[Path]) -> None:
    """Serve on standard input and output until the input ends; an interrupt ends the process.

    InputError where one of the two is closed.
    """
    if sys.stdin is None or sys.stdout is None:
        raise InputError(
            "standard input or output is closed, and a client speaks through them",
            "let an MCP client start the server, or serve over HTTP with --http",
        )
    logging.captureWarnings(True)
    calls = Calls()
    server = create_server(roots, calls)
    gc.freeze()
    gc.enable()
    if hasattr(select, "poll"):
        # copies: the SDK takes the originals for itself
        threading.Thread(target=_end_with_client, args=(os.dup(0), os.dup(1)), daemon=True).start()
    if sys.stdin.isatty():
        print("waiting for an MCP client on standard input; Ctrl-C stops", file=sys.stderr, flush=True)
    anyio.run(partial(_serve, server, calls))


async def _serve(server: MCPServer[Any], calls: Calls) -> None:
    async with anyio.create_task_group() as group:
        group.start_soon(_leave_when_told, calls)
        await server.run_stdio_async()
        group.cancel_scope.cancel()


async def _leave_when_told(calls: Calls) -> None:
    sign = await told_to_stop()
    await calls.stop()
    leave(sign)


def _end_with_client(*handles: int) -> None:
    """End the process some time after its client is gone, in whatever a call may be busy.

    A cancelled step stops at its next word of progress, and so does a process that it started; what is still at work
    after this time is a computation that nobody waits for. Files are written whole or not at all.
    """
    gone = select.poll()
    for handle in handles:
        gone.register(handle, 0)
    gone.poll()
    time.sleep(PATIENCE)
    os._exit(0)
