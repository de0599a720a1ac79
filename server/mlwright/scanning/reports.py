"""A scan as text or JSON: what is there already, and findings; no found value is in either."""

import json
from collections.abc import Iterator

from mlwright.scanning.findings import Place, visible
from mlwright.scanning.inventory import ROLES, Entry, Inventory
from mlwright.scanning.scan import Scan

MOST_SHOWN, MOST_LISTED = 20, 100
"""Entries of a role in a text, and in JSON."""


def as_text(scan: Scan) -> str:
    """What is there by role, findings by file, notes, and a closing sentence."""
    lines = list(_inventory(scan.inventory)) if scan.inventory else []
    for finding in scan.findings:
        kind = finding.kind
        lines.append(
            f"{visible(finding.place, 1_000)}: {finding.code} {kind.name} [{kind.severity}, {finding.confidence}]"
        )
        lines += [f"  {visible(finding.message, 600)}", f"  → {kind.remedy}"]
    lines += [f"note: {visible(note.place, 1_000)}: {visible(note.what)}" for note in scan.notes]
    files, count = _many(scan.files, "file"), _many(len(scan.findings), "finding")
    hidden = f"; {scan.hidden} less sure, shown with --min-confidence low" if scan.hidden else ""
    found = "not looked for" if scan.only == "inventory" else count if scan.findings else "nothing found"
    lines.append(f"{files} scanned: {'findings ' if scan.only == 'inventory' else ''}{found}{hidden}")
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
    whole: dict[str, object] = {"findings": findings, "notes": notes, "files": scan.files, "hidden": scan.hidden}
    if scan.inventory:
        whole["inventory"] = _inventory_json(scan.inventory)
    return json.dumps(whole, indent=2) + "\n"


def _inventory(inventory: Inventory) -> Iterator[str]:
    for role in ROLES:
        entries = inventory.of(role)
        if not (entries or inventory.whole):
            continue
        yield f"{role}: {_many(len(entries), 'file') if entries else 'none found'}"
        for entry in entries[:MOST_SHOWN]:
            place = Place(entry.path, entry.line, entry.cell)
            sure = "" if entry.confidence == "high" else f" [{entry.confidence}]"
            more = f", and {entry.more} more" if entry.more else ""
            yield f"  {visible(place, 1_000)}  {visible(entry.evidence, 200)}{more}{sure}"
        if len(entries) > MOST_SHOWN:
            yield f"  and {len(entries) - MOST_SHOWN} more: --json lists them"
    if inventory.skipped:
        yield f"note: {_many(inventory.skipped, 'file')} in folders of others' code or of copies are in no role"
    if inventory.entries or inventory.whole:
        yield ""


def _inventory_json(inventory: Inventory) -> dict[str, object]:
    roles = {role: [_entry(entry) for entry in inventory.of(role)[:MOST_LISTED]] for role in ROLES}
    left = {role: count - MOST_LISTED for role in ROLES if (count := len(inventory.of(role))) > MOST_LISTED}
    return {"roles": roles, "left_out": left, "skipped": inventory.skipped}


def _entry(entry: Entry) -> dict[str, object]:
    place = _place(Place(entry.path, entry.line, entry.cell))
    return {**place, "role": entry.role, "evidence": entry.evidence, "confidence": entry.confidence, "more": entry.more}


def _place(place: Place) -> dict[str, object]:
    return {key: value for key, value in place._asdict().items() if value not in (None, "")}


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
