"""A review as SARIF 2.1.0, within the limits that GitHub's code scanning documents."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from mlwright import __version__
from mlwright.leakage.baseline import fingerprints
from mlwright.leakage.explain import RuleText, rules
from mlwright.leakage.findings import LEVELS, Finding, Place
from mlwright.leakage.reports.escaping import LONGEST, file_line, visible
from mlwright.leakage.review import Review

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SEVERITIES = {"high": "error", "medium": "warning", "low": "note"}
PROBLEMS = {"high": "error", "medium": "warning", "low": "recommendation"}
RANKS = {"high": 90.0, "medium": 60.0, "low": 30.0}
MOST_RESULTS = 25_000
MOST_STEPS = 100
MOST_NOTICES = 1_000


def render(review: Review) -> str:
    """One run with rules, results and what was not analysed."""
    return json.dumps(log(review), indent=1, allow_nan=False) + "\n"


def log(review: Review) -> dict[str, Any]:
    """The SARIF log as plain values."""
    marked = list(fingerprints(review.findings))
    if len(marked) > MOST_RESULTS:
        marked = sorted(marked, key=lambda item: -LEVELS.index(item[1].severity))[:MOST_RESULTS]
    codes = sorted({finding.code for _, finding in marked})
    results = [_result(finding, mark, codes.index(finding.code)) for mark, finding in marked]
    driver = {
        "name": "mlwright",
        "semanticVersion": __version__,
        "rules": [_rule(code, [item for _, item in marked if item.code == code]) for code in codes],
    }
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": list(_notices(review))}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "mlwright-review/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
        "properties": {"verdict": review.verdict.decision, "reason": visible(review.verdict.reason)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, findings: Sequence[Finding]) -> dict[str, Any]:
    rule: RuleText | None = rules().get(code)
    severity = max((finding.severity for finding in findings), key=LEVELS.index)
    precision = max((finding.confidence for finding in findings), key=LEVELS.index)
    name = rule.name if rule else findings[0].name
    summary = rule.summary if rule else findings[0].name.replace("_", " ")
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in name.split("_")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": (rule.doc if rule else summary)[:1000]},
        "help": {"text": rule.doc if rule else summary, "markdown": rule.doc if rule else summary},
        "defaultConfiguration": {"level": SEVERITIES[severity]},
        "properties": {
            "tags": ["machine-learning", "hygiene" if code.startswith("HY") else "data-leakage"],
            "precision": precision,
            "problem.severity": PROBLEMS[severity],
        },
    }


def _result(finding: Finding, mark: str, index: int) -> dict[str, Any]:
    place = finding.place
    cell = f" (cell {place.cell}, line {place.line})" if place.cell is not None else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": SEVERITIES[finding.severity],
        "rank": RANKS[finding.confidence],
        "message": {"text": visible(finding.message) + cell + _remedy(finding)},
        "locations": [_location(place, finding.context)],
        "partialFingerprints": {"primaryLocationLineHash": mark, "mlwright/v1": mark},
        "properties": {"severity": finding.severity, "confidence": finding.confidence},
    }
    if steps := finding.chain[:MOST_STEPS]:
        stations = [{**_location(step.place), "message": {"text": visible(step.what)}} for step in steps]
        result["relatedLocations"] = [{"id": number, **station} for number, station in enumerate(stations, start=1)]
        result["codeFlows"] = [{"threadFlows": [{"locations": [{"location": station} for station in stations]}]}]
    # a notebook's edit counts lines of cells, which a change of its JSON file cannot express
    if finding.edit is not None and finding.edit.safe and place.cell is None:
        result["fixes"] = [_fix(finding)]
    return result


def _remedy(finding: Finding) -> str:
    return f" Remedy: {visible(finding.remedy)}" if finding.remedy else ""


def _location(place: Place, context: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": file_line(place)}
    if place.cell is None:
        region["startColumn"] = max(place.column, 1)
        if place.end_line is not None:
            region["endLine"] = place.end_line
        if place.end_column is not None:
            region["endColumn"] = place.end_column
    if context:
        region["snippet"] = {"text": visible(context)}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(place.path), "region": region},
    }
    if place.cell is not None:
        location["logicalLocations"] = [{"name": f"cell {place.cell}", "kind": "member"}]
    return location


def _artifact(path: str) -> dict[str, str]:
    raw = path.replace(os.sep, "/").encode("utf-8", "surrogateescape")
    if os.path.isabs(path):
        return {"uri": "file://" + quote(raw)}
    # a first segment with a colon would read as a scheme
    return {"uri": quote(raw, safe="/"), "uriBaseId": "%SRCROOT%"}


def _fix(finding: Finding) -> dict[str, Any]:
    edit = finding.edit
    assert edit is not None
    text = edit.replacement if not edit.replacement or edit.replacement.endswith("\n") else edit.replacement + "\n"
    deleted = {"startLine": edit.first, "startColumn": 1, "endLine": edit.last + 1, "endColumn": 1}
    change = {
        "artifactLocation": _artifact(finding.place.path),
        "replacements": [{"deletedRegion": deleted, "insertedContent": {"text": text}}],
    }
    return {"description": {"text": visible(edit.what)}, "artifactChanges": [change]}


def _notices(review: Review) -> Iterator[dict[str, Any]]:
    for note in review.notes[:MOST_NOTICES]:
        yield {"level": "note", "message": {"text": visible(note.what)}, "locations": [_location(note.place)]}
    if len(review.notes) > MOST_NOTICES:
        yield {"level": "note", "message": {"text": f"{len(review.notes) - MOST_NOTICES} more notes are left out"}}
    if len(review.findings) > MOST_RESULTS:
        left = len(review.findings) - MOST_RESULTS
        yield {"level": "warning", "message": {"text": f"{left} findings of lower severity are left out"}}
    for entry in review.stale[:MOST_NOTICES]:
        what = f"the baseline's {entry.code} in {entry.path} fits nothing any more"
        yield {"level": "note", "message": {"text": visible(what, LONGEST)}}
