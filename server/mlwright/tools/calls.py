"""How a tool runs a step: in a thread, with progress, and with errors a model can act on."""

import errno
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.from_thread
import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError

from mlwright.errors import MlwrightError
from mlwright.guards import capped, shown
from mlwright.tools.answers import Answer
from mlwright.tools.wording import for_tools

AnswerType = TypeVar("AnswerType", bound=Answer)
Progress = Callable[[str, float, str], None]

NOT_OURS = (errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.ENAMETOOLONG)
"""What a file system refuses through no fault of ours."""
NEWS_EVERY = 0.2
"""Seconds between progress notifications: a training script may print far more often than a host wants to hear."""


def steps() -> Any:
    """The verbs behind the tools."""
    # pandas, scikit-learn and duckdb take seconds to import: a server must answer before that
    return importlib.import_module("mlwright.steps")


class News:
    """The latest progress of one call. Any thread may note; the event loop reports."""

    def __init__(self, ctx: Context[Any, Any]) -> None:
        self._ctx = ctx
        self._noted: tuple[float, str] | None = None
        self._told: tuple[float, str] | None = None
        self._sent = 0.0

    def note(self, step: str, share: float, text: str) -> None:
        """Remember the latest; a share below 0 means that only the text is new. Stops the step of a cancelled call."""
        before = self._noted[0] if self._noted else 0.0
        if text:
            self._noted = (max(share, before), shown(f"{step}: {text}"))
        # a step may hand on lines from a thread of its own, which cannot be stopped from here
        with suppress(anyio.NoEventLoopError):
            anyio.from_thread.check_cancelled()

    async def report(self) -> None:
        """Send the latest if it is news; progress grows with every message, as the protocol asks."""
        latest = self._noted
        if latest is None or latest == self._told:
            return
        self._told = latest
        self._sent = max(latest[0], self._sent + (1 - self._sent) / 1000)
        with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
            await self._ctx.report_progress(self._sent, 1.0, latest[1])

    async def keep_reporting(self) -> None:
        """Report until cancelled."""
        while True:
            await anyio.sleep(NEWS_EVERY)
            await self.report()


async def in_thread(
    ctx: Context[Any, Any], work: Callable[[Any, Progress], AnswerType], room: str | None = None
) -> AnswerType:
    """Run `work(steps, progress)` in a thread and report its progress; with a `room`, that module instead of the steps.

    A cancelled call stops at the step's next word of progress. Raises ToolError: with message and hint for failures
    that we foresee, with nothing but its kind for any other, whose text may hold what is no model's business.
    """
    news = News(ctx)
    async with anyio.create_task_group() as group:
        group.start_soon(news.keep_reporting)
        # a failure is handed out as a value: what is raised in a task group leaves it wrapped
        answer = await anyio.to_thread.run_sync(partial(_work, work, news.note, room))
        group.cancel_scope.cancel()
    await news.report()
    if isinstance(answer, ToolError):
        raise answer
    return answer


def _work(work: Callable[[Any, Progress], AnswerType], progress: Progress, room: str | None) -> AnswerType | ToolError:
    try:
        with asked():
            return work(importlib.import_module(room) if room else steps(), progress).fitted()
    except ToolError as error:
        return error
    except Exception as error:
        failure = UnexpectedToolError(
            f"unexpected {type(error).__name__}: a fault of mlwright, not of your call; the server's log says more"
        )
        failure.__cause__ = error
        return failure


@contextmanager
def asked() -> Iterator[None]:
    """Turn the failures that we foresee into the error that a model reads: message, hint, no more than fits."""
    try:
        yield
    except MlwrightError as error:
        hint = f"\nHint: {for_tools(error.hint)}" if error.hint else ""
        raise ToolError(capped(error.message + hint)) from error
    except OSError as error:
        if error.errno not in NOT_OURS:
            raise
        # without the path, which may be none that the caller may know
        raise ToolError(f"cannot read or write: {error.strerror}") from error
