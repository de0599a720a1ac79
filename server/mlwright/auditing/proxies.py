"""Columns that give the target away, as the profile found them, under the codes of the catalogue."""

from collections.abc import Iterator

from mlwright.auditing.parts import Parts
from mlwright.errors import quoted
from mlwright.specs import Hint, Link
from mlwright.specs.data_review import DataFinding, Level

_TELLING, _GAP = 0.3, 0.85


def proxies(parts: Parts) -> Iterator[DataFinding]:
    """Copies and functions of the target, columns filled in after the outcome, identifiers that know the answer."""
    found = parts.profile.target
    if found is None:
        return
    links = {link.column: link for link in found.links}
    for hint in parts.profile.leaks:
        yield _leak(parts, hint, links[hint.column])
    for column in parts.hinted("id", "counter"):
        strength = links[column].strength if column in links else None
        if strength is not None and strength >= _TELLING:
            said = (
                f"{quoted(column)} only names or counts rows, yet it tells {quoted(found.name)} "
                f"(strength {strength:.2f} of 1): rows are ordered or numbered by the outcome."
            )
            yield _finding(parts, "LK303", "identifier knows the target", column, "medium", said)


def _leak(parts: Parts, hint: Hint, link: Link) -> DataFinding:
    frame = parts.learned_from
    copy = bool((frame[hint.column].astype("str") == frame[parts.target].astype("str")).all())
    after = "after the outcome" in hint.why or (link.missing_strength or 0.0) >= _GAP
    code, name = ("LK303", "written after the outcome") if after else ("LK302", "function of the target")
    if copy:
        code, name = "LK301", "copy of the target"
    level: Level = "high" if hint.sure else "low"
    said = hint.why if quoted(hint.column) in hint.why else f"{quoted(hint.column)}: {hint.why}"
    return _finding(parts, code, name, hint.column, level, f"{said[:1].upper()}{said[1:]}.")


def _finding(parts: Parts, code: str, name: str, column: str, level: Level, message: str) -> DataFinding:
    frame = parts.learned_from
    return DataFinding(
        code=code,
        name=name,
        severity=level,
        confidence=level,
        columns=(column,),
        count=int((frame[column].astype("str").replace({"nan": "", "NaT": ""}) != "").sum()),
        total=len(frame),
        message=message,
        remedy=f"leave {quoted(column)} out unless it is known before the outcome is",
    )
