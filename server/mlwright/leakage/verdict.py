"""The word a review ends with, computed from its findings and from nothing else."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from mlwright.leakage.findings import Finding, Note

Decision = Literal["approve", "warn", "block"]


class Verdict(NamedTuple):
    """The decision and its ground in one sentence."""

    decision: Decision
    reason: str


def blocks(finding: Finding) -> bool:
    """Whether one finding is enough to stop a change: severe, or a leak that counts, and more than a question."""
    leaks = finding.code.startswith("LK") and finding.severity != "low"
    return (leaks or finding.severity == "high") and finding.confidence != "low"


def judge(findings: Sequence[Finding], notes: Sequence[Note], files: int) -> Verdict:
    """Block on a severe finding or a plausible leak, warn on any other that is shown, approve when there is none."""
    seen = f"{files} {'file' if files == 1 else 'files'} analysed"
    if notes:
        seen += f", {len(notes)} {'place was' if len(notes) == 1 else 'places were'} not"
    severe = [finding for finding in findings if blocks(finding)]
    if severe:
        high = all(finding.severity == "high" for finding in severe)
        kind = "of high severity" if high else "of leakage or high severity"
        return Verdict("block", f"{_count(severe)} {kind}, {', '.join(_codes(severe))}; {seen}")
    if findings:
        return Verdict("warn", f"{_count(findings)}, {', '.join(_codes(findings))}; {seen}")
    if files == 0:
        return Verdict("approve" if not notes else "warn", f"nothing was judged; {seen}")
    return Verdict("approve", f"no findings; {seen}")


def _count(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"


def _codes(findings: Sequence[Finding]) -> list[str]:
    return sorted({finding.code for finding in findings})[:8]
