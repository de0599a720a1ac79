"""One writer per place: tools run in threads and, over HTTP, for several clients at once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import anyio


class Writers:
    """One writer per workspace at a time within this server; other workspaces go on meanwhile."""

    def __init__(self) -> None:
        self._locks: dict[Path, anyio.Lock] = {}

    @asynccontextmanager
    async def alone(self, *places: Path) -> AsyncIterator[None]:
        """Hold the places, in an order that keeps two callers from waiting for each other."""
        async with AsyncExitStack() as stack:
            for place in sorted(set(places)):
                await stack.enter_async_context(self._locks.setdefault(place, anyio.Lock()))
            yield
