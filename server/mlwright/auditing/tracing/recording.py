"""The record: what was fitted, transformed and scored, on which rows, and at which line of the script."""

import json
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

MOST_EVENTS, MOST_NOTES, _PAUSE = 20_000, 20, 5.0
_OWN = str(Path(__file__).resolve().parent)
_LIBRARIES = tuple({sysconfig.get_paths()[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")})


class Recorder:
    """Events in the order they happened. Only outermost calls count: what a library calls inside is its own affair."""

    def __init__(self, path: Path, script: Path) -> None:
        self.path, self.folder = path, script.parent
        self.events: list[dict[str, Any]] = []
        self.notes: list[str] = []
        self.depth = 0
        self._sets: dict[int, int] = {}
        self._written = time.monotonic()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """A watched call is under way, in whichever thread: calls below it are not recorded."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def careful(self, what: str) -> Iterator[None]:
        """Watching must not break the script: what goes wrong here becomes a note."""
        with self.inside():
            try:
                yield
            except Exception as error:
                self.note(f"{what} could not be followed: {type(error).__name__}: {error}"[:300])

    def note(self, text: str) -> None:
        """Say once what was not seen."""
        if text not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(text)

    def row_set(self, bits: int) -> int:
        """The number of a set of rows, equal sets sharing one."""
        return self._sets.setdefault(bits, len(self._sets))

    def bits_of(self, number: int) -> int:
        """The rows of a set by its number."""
        return next(bits for bits, known in self._sets.items() if known == number)

    def add(self, kind: str, **facts: Any) -> int:
        """Keep one event with the line of the script it came from; its number."""
        if len(self.events) >= MOST_EVENTS:
            self.note(f"only the first {MOST_EVENTS:,} calls were recorded")
            return -1
        file, line = self._place()
        self.events.append({"number": len(self.events), "kind": kind, "file": file, "line": line, **facts})
        if time.monotonic() - self._written > _PAUSE:  # a script that is killed leaves what was seen so far
            self.write()
        return len(self.events) - 1

    def write(self) -> None:
        """Leave the record as JSON; row sets are hexadecimal numbers whose bits are rows."""
        text = json.dumps({"events": self.events, "sets": [f"{bits:x}" for bits in self._sets], "notes": self.notes})
        draft = self.path.with_name(self.path.name + ".part")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self.path)
        self._written = time.monotonic()

    def _place(self) -> tuple[str, int]:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if not file.startswith((_OWN, *_LIBRARIES, "<")):
                shown = Path(file)
                within = shown.relative_to(self.folder) if shown.is_relative_to(self.folder) else shown
                return within.as_posix(), frame.f_lineno
            frame = frame.f_back
        return "", 0
