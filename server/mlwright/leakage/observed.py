"""What a script was seen to do, put beside what its text says: the same leak is one finding."""

from collections.abc import Sequence

from mlwright.leakage.findings import Finding
from mlwright.leakage.reading import Source


def joined(read: Sequence[Finding], observed: Sequence[Finding], source: Source) -> list[Finding]:
    """All findings of a file; one that was read and observed carries both sentences and is sure."""
    found = list(read)
    for one in observed:
        # the run names a line of the statement, the text its whole extent
        same = next((number for number, item in enumerate(found) if _same(item, one)), None)
        if same is None:
            found.append(one._replace(context=one.context or source.line(one.place.line).strip()))
        else:
            item = found[same]
            both = f"seen in the code and in the run: {item.message}; {one.message}"
            found[same] = item._replace(message=both, confidence="high")
    return found


def _same(read: Finding, observed: Finding) -> bool:
    first, last = read.place.line, read.place.end_line or read.place.line
    return (
        read.code == observed.code
        and read.place.path == observed.place.path
        and first <= observed.place.line <= max(first, last)
    )
