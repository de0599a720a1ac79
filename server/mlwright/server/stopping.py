"""How a server stops: first the calls at work, so that no process which they started stays, then the server."""

import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, NoReturn

import anyio
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR

PATIENCE = 8.0
"""Seconds that calls have to stop, after the end of input or a signal."""
LONGEST = PATIENCE + 3
"""Seconds after which the process ends in whatever it may be busy."""
ANSWERED = 0.1
"""Seconds for the answers of stopped calls to leave."""
INTERRUPTED = 130
STOPPED = "the server was stopped, and this call with it; finished steps are kept"


class Calls:
    """A middleware of the SDK that knows the calls of tools at work, and stops them."""

    def __init__(self) -> None:
        self._at_work: set[anyio.CancelScope] = set()
        self._stopped = False

    async def __call__(self, ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """Pass a message on; MCPError for a call that the end of the server has stopped."""
        if ctx.method != "tools/call":
            return await call_next(ctx)
        if not self._stopped:
            with anyio.CancelScope() as scope:
                self._at_work.add(scope)
                try:
                    return await call_next(ctx)
                finally:
                    self._at_work.discard(scope)
        raise MCPError(INTERNAL_ERROR, STOPPED)

    async def stop(self) -> None:
        """Stop the calls at work and take no more; returns when they have ended or patience has."""
        self._stopped = True
        if not self._at_work:
            return
        _say(f"stopping: {len(self._at_work)} running, which may take {PATIENCE:.0f} seconds")
        for scope in self._at_work:
            scope.cancel()
        with anyio.move_on_after(PATIENCE):
            while self._at_work:
                await anyio.sleep(0.02)
        await anyio.sleep(ANSWERED)


async def told_to_stop() -> signal.Signals:
    """Wait until a person interrupts, or the system asks to end; the signal."""
    loop, told = asyncio.get_running_loop(), anyio.Event()
    heard: list[signal.Signals] = []

    def hear(number: int, _: object) -> None:
        heard.append(signal.Signals(number))
        # again and again is no more than once: the end has its limit already
        if len(heard) == 1:
            # the loop itself may be stuck, in opening a file that answers nobody
            threading.Thread(target=_leave_at_last, args=(heard[0],), daemon=True).start()
            loop.call_soon_threadsafe(told.set)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        sign = getattr(signal, name, None)
        # what is to outlive its terminal has been told to ignore that it is gone
        if sign is not None and not (name == "SIGHUP" and signal.getsignal(sign) == signal.SIG_IGN):
            signal.signal(sign, hear)
    await told.wait()
    return heard[0]


def leave(sign: signal.Signals) -> NoReturn:
    """End at once: Python would wait for a thread that reads standard input, or that still computes."""
    interrupted = sign is signal.SIGINT
    if interrupted:
        _say("stopped")
    os._exit(INTERRUPTED if interrupted else 0)


def _leave_at_last(sign: signal.Signals) -> None:
    time.sleep(LONGEST)
    leave(sign)


def _say(text: str) -> None:
    # whoever listened may be gone
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)
