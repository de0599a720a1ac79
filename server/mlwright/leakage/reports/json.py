"""A review for programs; the keys are described in docs/review.md and only grow."""

import json
from typing import Any

from mlwright import __version__
from mlwright.leakage import checklist, lanes
from mlwright.leakage.findings import Finding, Place
from mlwright.leakage.reports.escaping import LONGEST_PATH, visible
from mlwright.leakage.review import Review, by_level

VERSION = 1


def render(review: Review) -> str:
    """The review as one JSON object in ASCII."""
    return json.dumps(facts(review), indent=1, allow_nan=False) + "\n"


def facts(review: Review) -> dict[str, Any]:
    """The review as plain values."""
    return {
        "version": VERSION,
        "tool": {"name": "mlwright", "version": __version__},
        "scope": visible(review.scope),
        "verdict": {"decision": review.verdict.decision, "reason": visible(review.verdict.reason)},
        "summary": {
            "files": len(review.files),
            "findings": len(review.findings),
            "by_severity": by_level(review.findings),
            "suppressed": review.suppressed,
            "in_baseline": review.known,
            "below_threshold": review.hidden,
            "not_selected": review.unselected,
        },
        "findings": [finding_facts(finding) for finding in review.findings],
        "notes": [{"place": place_facts(note.place), "what": visible(note.what)} for note in review.notes],
        "remarks": [visible(remark.what) for remark in review.remarks],
        "checklist": checklist.states({finding.code for finding in review.findings}, review.asked),
        "lanes": lanes.lanes(review.root or "."),
        "stale_baseline": [{key: visible(value) for key, value in entry._asdict().items()} for entry in review.stale],
    }


def finding_facts(finding: Finding) -> dict[str, Any]:
    """One finding as plain values."""
    edit = finding.edit
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "place": place_facts(finding.place),
        "message": visible(finding.message),
        "chain": [{"place": place_facts(step.place), "what": visible(step.what)} for step in finding.chain],
        "remedy": visible(finding.remedy),
        "context": visible(finding.context),
        # an edit is meant to be applied: it is never cut
        "edit": None if edit is None else edit._asdict(),
    }


def place_facts(place: Place) -> dict[str, Any]:
    """A place, without what is not known of it."""
    known = {key: value for key, value in place._asdict().items() if value is not None}
    return {**known, "path": visible(place.path, LONGEST_PATH)}
