"""Pictures as text, for the Markdown report: bars of blocks, small tables, pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from mlwright.reports.derived import part_of
from mlwright.reports.wording import number, share
from mlwright.specs import Profile
from mlwright.specs.profile import Distribution

_BLOCKS = "▁▂▃▄▅▆▇█"
CLOSE = 0.5
_MOST_PAIRS = 10


@dataclass(frozen=True)
class PartedText:
    """A column parted by the target: per bin its rows and the share of each part."""

    column: str
    by: tuple[str, ...]
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]


def blocks(counts: Sequence[int]) -> str:
    """Counts as a line of block letters; an empty bin is a dot."""
    most = max(counts, default=0)
    return "".join(_BLOCKS[min(int(8 * count / most), 7)] if count else "·" for count in counts) if most else ""


def text_pictures(profile: Profile) -> dict[str, object]:
    """What the page draws, as lines of text."""
    pictures, shares = profile.pictures, {column.name: column.missing_share for column in profile.columns}
    gaps = zip(pictures.missing.columns, pictures.missing.percent, strict=True) if pictures.missing else ()
    return {
        "parted": [_parted(item) for item in pictures.by_target],
        "missing": [(name, blocks(percents), share(shares.get(name))) for name, percents in gaps],
        "series": (pictures.series, _heights(pictures.series.means)) if pictures.series else None,
        "coverage": [(item, blocks(item.counts)) for item in pictures.coverage],
    }


def _heights(means: Sequence[float | None]) -> str:
    """A line of block letters from the lowest mean to the highest; a blank where there is no row."""
    known = [mean for mean in means if mean is not None]
    low, reach = min(known, default=0.0), max(known, default=0.0) - min(known, default=0.0)
    steps = [None if mean is None else (mean - low) / reach if 0 < reach < inf else 0.0 for mean in means]
    return "".join("·" if step is None else _BLOCKS[min(int(8 * step), 7)] for step in steps)


def _parted(item: Distribution) -> PartedText:
    lines = []
    for name, *counts in zip(item.bins, *item.counts, strict=True):
        total = sum(counts)
        lines.append((name, number(total), tuple(share(part_of(count, total)) for count in counts)))
    return PartedText(item.column, item.by, tuple(lines))


def close_pairs(profile: Profile) -> list[tuple[str, str, str]]:
    """Pairs of columns that rise and fall together, the closest first."""
    found = profile.pictures.correlations
    if found is None:
        return []
    pairs = [
        (value, found.columns[other], name)
        for name, row in zip(found.columns, found.below, strict=True)
        for other, value in enumerate(row)
        if value is not None and abs(value) >= CLOSE
    ]
    ranked = sorted(pairs, key=lambda pair: -abs(pair[0]))[:_MOST_PAIRS]
    return [(one, other, number(value)) for value, one, other in ranked]
