"""A scan as text or JSON; no found value is in either."""

import json

from mlwright.scanning.findings import Place, visible
from mlwright.scanning.scan import Scan


def as_text(scan: Scan) -> str:
    """Findings by file, notes, and a closing sentence."""
    lines = []
    for finding in scan.findings:
        kind = finding.kind
        lines.append(
            f"{visible(finding.place, 1_000)}: {finding.code} {kind.name} [{kind.severity}, {finding.confidence}]"
        )
        lines += [f"  {visible(finding.message, 600)}", f"  → {kind.remedy}"]
    lines += [f"note: {visible(note.place, 1_000)}: {visible(note.what)}" for note in scan.notes]
    files, count = _many(scan.files, "file"), _many(len(scan.findings), "finding")
    hidden = f"; {scan.hidden} less sure, shown with --min-confidence low" if scan.hidden else ""
    lines.append(f"{files} scanned: {count if scan.findings else 'nothing found'}{hidden}")
    return "".join(f"{line}\n" for line in lines)


def as_json(scan: Scan) -> str:
    """The same for programs."""
    findings = [
        {
            "code": finding.code,
            "name": finding.kind.name,
            "severity": finding.kind.severity,
            "confidence": finding.confidence,
            **_place(finding.place),
            "message": finding.message,
            "remedy": finding.kind.remedy,
        }
        for finding in scan.findings
    ]
    notes = [{**_place(note.place), "what": note.what} for note in scan.notes]
    whole = {"findings": findings, "notes": notes, "files": scan.files, "hidden": scan.hidden}
    return json.dumps(whole, indent=2) + "\n"


def _place(place: Place) -> dict[str, object]:
    return {key: value for key, value in place._asdict().items() if value not in (None, "")}


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
