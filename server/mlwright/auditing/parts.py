"""The parts of a data set, typed as the profile says, and which of their columns a model would see."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from mlwright.errors import quoted
from mlwright.specs import Profile
from mlwright.specs.data_review import Row

_ROWS, _VALUES, _LONGEST = 3, 4, 40


class Parts(NamedTuple):
    """Frames by part (train, valid, test, or `table` alone); numbers are float64, dates datetime64, the rest text.

    The index of each frame holds row numbers from 1, as they lie below the header of the file.
    """

    frames: Mapping[str, pd.DataFrame]
    profile: Profile
    target: str | None
    digests: Mapping[str, str] = {}
    """SHA-256 of the file that each part was read from, where each has one of its own."""

    @property
    def whole(self) -> bool:
        """There is one table and no split."""
        return len(self.frames) == 1

    @property
    def learned_from(self) -> pd.DataFrame:
        """The training part, or the table."""
        return next(iter(self.frames.values()))

    @property
    def others(self) -> tuple[tuple[str, pd.DataFrame], ...]:
        """The parts that are not trained on."""
        return tuple(self.frames.items())[1:]

    def hinted(self, *codes: str) -> dict[str, bool]:
        """Columns the profile calls so, and whether it is sure."""
        return {hint.column: hint.sure for hint in self.profile.hints if hint.code in codes}

    def features(self) -> list[str]:
        """Columns that describe a row: not the target, not what only names or counts rows."""
        named = {name for name, sure in self.hinted("id", "counter", "constant", "empty").items() if sure}
        shared = set.intersection(*(set(frame.columns) for frame in self.frames.values()))
        return [
            name for name in self.learned_from.columns if name in shared and name not in named and name != self.target
        ]


def shown(
    part: str, frame: pd.DataFrame, places: "np.ndarray[tuple[int], np.dtype[np.int64]]", columns: list[str]
) -> tuple[Row, ...]:
    """A few rows as evidence, values quoted and capped."""
    found = []
    for place in places[:_ROWS].tolist():
        values = ", ".join(
            f"{quoted(name, _LONGEST)}={quoted(_plain(frame[name].iloc[place]), _LONGEST)}"
            for name in columns[:_VALUES]
        )
        found.append(Row(part=part, row=int(frame.index[place]), values=values))
    return tuple(found)


def _plain(value: object) -> object:
    """A whole number as it stands in the file: numbers of a frame are floats, whatever they were."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value
