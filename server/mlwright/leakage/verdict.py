"""The word a review ends with, computed from its findings and from nothing else."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from mlwright.leakage.findings import Finding, Note

Decision = Literal["approve", "warn", "block", "nothing to review"]


class Verdict(NamedTuple):
    """The decision and its ground in one sentence."""

    decision: Decision
    reason: str


def blocks(finding: Finding) -> bool:
    """Whether one finding is enough to stop a change: severe, or a leak that counts, and more than a question."""
    leaks = finding.code.startswith("LK") and finding.severity != "low"
    return (leaks or finding.severity == "high") and finding.confidence != "low"


def judge(findings: Sequence[Finding], notes: Sequence[Note], files: int, doubts: Sequence[str] = ()) -> Verdict:
    """Block on a severe finding or a plausible leak, warn on any other that is shown, approve when there is none.

    A doubt is a reason not to approve what was asked for: it could not be analysed, or did not run to its end.
    """
    seen = f"{files} {'file' if files == 1 else 'files'} analysed"
    if notes:
        seen += f", {len(notes)} {'place was' if len(notes) == 1 else 'places were'} not"
    if doubts:
        seen = "; ".join([*doubts[:2], *([f"and {len(doubts) - 2} more"] if len(doubts) > 2 else []), seen])
    severe = [finding for finding in findings if blocks(finding)]
    if severe:
        high = all(finding.severity == "high" for finding in severe)
        kind = "of high severity" if high else "of leakage or high severity"
        return Verdict("block", f"{_count(severe)} {kind}, {', '.join(_codes(severe))}; {seen}")
    if findings:
        return Verdict("warn", f"{_count(findings)}, {', '.join(_codes(findings))}; {seen}")
    if doubts:
        return Verdict("warn", f"nothing was judged; {seen}" if files == 0 else seen)
    if files == 0:
        return Verdict("nothing to review", seen)
    return Verdict("approve", f"no findings; {seen}")


def _count(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"


def _codes(findings: Sequence[Finding]) -> list[str]:
    return sorted({finding.code for finding in findings})[:8]
