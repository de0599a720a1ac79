"""How far a step of many columns is, and how long it will take: in words, and not so often that a log fills up."""

import time
from collections.abc import Callable

Progress = Callable[[str, float], None]
_QUIET = 2.0
"""Seconds between two sentences; a step that takes less says its name alone."""


def by_columns(tell: Progress, step: str, columns: int, start: float, stop: float) -> Callable[[float], None]:
    """Hears the share of a step that is done and tells it, between `start` and `stop` of the whole."""
    began = time.monotonic()
    said, note = began, step

    def hear(share: float) -> None:
        nonlocal said, note
        now = time.monotonic()
        if now - said >= _QUIET and share > 0:
            left = (now - began) * (1 - share) / share
            said, note = now, f"{step}: {round(share * columns):,} of {columns:,}, {_in_words(left)} left"
        tell(note, start + (stop - start) * share)

    return hear


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    return f"about {round(seconds / 60)} min"
