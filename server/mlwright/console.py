"""Live progress on standard error: a bar for people at a terminal, plain lines for logs."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console as RichConsole
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

STEPS = ("profile", "spec", "script", "config", "train", "gate", "report")


class Console:
    """Shows steps as they go; standard output stays free for results."""

    def __init__(self) -> None:
        self._rich = RichConsole(stderr=True)
        self._bar: Progress | None = None
        self._tasks: dict[str, int] = {}
        self._started: dict[str, float] = {}
        self._said: dict[str, str] = {}

    def __enter__(self) -> Self:
        if self._rich.is_terminal:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.fields[place]} {task.description:8}"),
                BarColumn(bar_width=24),
                TimeElapsedColumn(),
                TextColumn("{task.fields[note]}"),
                console=self._rich,
            )
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def progress(self, step: str, share: float, note: str) -> None:
        """One step's news: `share` from 0 to 1, or below 0 when only the note is new."""
        self._started.setdefault(step, time.monotonic())
        if not note and share < 0:
            return  # a sign of life; the bar moves by itself
        place = f"{STEPS.index(step) + 1}/{len(STEPS)}" if step in STEPS else ""
        if self._bar is None:
            if self._said.get(step) == note:
                return  # only the share is new, and a log has no bar
            self._said[step] = note
            seconds = time.monotonic() - self._started[step]
            print(f"{place} {step:8} {seconds:5.1f}s  {note}", file=sys.stderr, flush=True)
            return
        if step not in self._tasks:
            self._tasks[step] = self._bar.add_task(step, total=1.0, note="", place=place)
        shown = escape(note.strip()[:70])
        task = self._bar.tasks[self._tasks[step]]
        # a later message never moves the bar back
        done = max(share, task.completed) if share >= 0 else task.completed
        self._bar.update(self._bar.task_ids[self._tasks[step]], completed=done, note=shown)
