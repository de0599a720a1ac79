"""The data review: every check on the parts of a data set, the gravest findings first."""

from mlwright.auditing.drift import drift
from mlwright.auditing.duplicates import across, conflicts, same_files, within
from mlwright.auditing.partition import entities, sizes, times
from mlwright.auditing.parts import Parts
from mlwright.auditing.proxies import proxies
from mlwright.specs.data_review import DataFinding

_CHECKS = (same_files, proxies, across, within, entities, times, conflicts, drift, sizes)
_ORDER = {"high": 0, "medium": 1, "low": 2}


def review_data(parts: Parts) -> tuple[DataFinding, ...]:
    """What the parts, or a table yet to be split, show of leakage; cost grows with the number of cells."""
    found = [finding for check in _CHECKS for finding in check(parts)]
    return tuple(sorted(found, key=lambda finding: (_ORDER[finding.severity], _ORDER[finding.confidence])))
