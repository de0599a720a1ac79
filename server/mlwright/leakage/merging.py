"""One fault, one finding: a guilty line of a module is met from each file that uses the module."""

from collections.abc import Callable, Sequence

from mlwright.leakage.findings import LEVELS, Finding

Keep = Callable[[Finding], Finding | None]


def merged(files: Sequence[Sequence[Finding]], keep: Keep) -> tuple[list[Finding], dict[int, int]]:
    """The findings of all files, of a fault only those of one file, and by their `id` how many more files met it.

    That file is the first in which the fault is surest, among those whose finding `keep` lets pass.
    """
    met: dict[tuple[object, ...], list[dict[str, Finding]]] = {}
    for findings in files:
        here: dict[tuple[object, ...], dict[str, Finding]] = {}
        for finding in findings:
            # one file can show one fault in different words: a table in many columns of a row
            here.setdefault(_fault(finding), {})[finding.message] = finding
        for fault, said in here.items():
            met.setdefault(fault, []).append(said)
    found: list[Finding] = []
    uses: dict[int, int] = {}
    for groups in met.values():
        best = max(groups, key=lambda said: max(_rank(item, keep) for item in said.values()))
        found += best.values()
        uses |= {id(item): len(groups) - 1 for item in best.values()}
    return found, uses


def counted(finding: Finding, more: int) -> Finding:
    """The finding with the number of further uses in its message."""
    if not more:
        return finding
    return finding._replace(message=f"{finding.message} (and {more} more {'use' if more == 1 else 'uses'})")


def _fault(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    return finding.code, place.path, place.cell, place.line, place.column


def _rank(finding: Finding, keep: Keep) -> tuple[bool, int]:
    return keep(finding) is not None, LEVELS.index(finding.confidence)
