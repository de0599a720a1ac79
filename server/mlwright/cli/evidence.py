"""What tables and a watched run show, in the words of a review, so that it stands beside what the code shows."""

import os
import re
from pathlib import Path

from mlwright.leakage.explain import rules
from mlwright.leakage.findings import Finding, Note, Place, Step
from mlwright.leakage.review import Examined
from mlwright.specs.audit import Audit
from mlwright.specs.data_review import DataFinding, DataReview


def of_data(paper: DataReview, names: tuple[str, ...]) -> list[Examined]:
    """The findings of a data review, at the first row that shows them; line 1 of a table is its header."""
    first = names[0]
    notes = tuple(Note(Place(first, 1), note) for note in paper.notes)
    said = {str(Path(name).absolute()): name for name in names}
    files = {part.name: said.get(part.path, first) for part in paper.parts}
    findings = tuple(_of_data(item, files, first) for item in paper.findings)
    return [Examined(first, True, findings, notes, doubts=paper.doubts), *(Examined(name, True) for name in names[1:])]


def _of_data(item: DataFinding, files: dict[str, str], first: str) -> Finding:
    rows = tuple(
        Step(Place(files.get(row.part, first), row.row + 1), f"{row.part} row {row.row}: {row.values}")
        for row in item.evidence
    )
    context = ", ".join(item.columns)
    rule = rules().get(item.code)
    return Finding(
        item.code,
        rule.name if rule else re.sub(r"\W", "_", item.name),
        item.severity,
        item.confidence,
        rows[0].place if rows else Place(first, 1),
        item.message,
        rows,
        item.remedy,
        None,
        context,
    )


def of_audit(paper: Audit, name: str) -> Examined:
    """The leaks that happened in a run, at the lines of the script where they did."""
    known = rules()
    findings = tuple(
        Finding(
            leak.code,
            known[leak.code].name if leak.code in known else "leak_in_the_run",
            leak.severity,
            leak.confidence,
            _station(leak.file, leak.line, name),
            f"it happened: {leak.message}",
            tuple(Step(_station(step.file, step.line, name), step.what) for step in leak.chain),
            leak.remedy,
        )
        for leak in paper.findings
    )
    notes = list(paper.notes)
    if paper.scores == 0:
        notes.append("no score was seen in the run")
    doubt = _ending(paper)
    if doubt and paper.last_words:
        notes.append(f"the script's last words: {' / '.join(word.strip() for word in paper.last_words[-2:])}")
    return Examined(
        os.path.normpath(name),
        True,
        findings,
        tuple(Note(Place(name, 1), note) for note in notes),
        doubts=(doubt,) if doubt else (),
        remarks=tuple(Note(Place(name, 1), limit) for limit in paper.limits),
    )


def _ending(paper: Audit) -> str:
    """Why what was seen is not all, or nothing where the script came to its end."""
    if paper.exit_code == 0:
        return ""
    if paper.exit_code is None:
        how = f"was stopped at the time limit, after {paper.seconds:.0f} s,"
    elif paper.exit_code < 0:
        how = f"was ended by signal {-paper.exit_code}"
    else:
        how = f"ended with code {paper.exit_code}"
    return f"the script {how} before it was through: what would have come after was not seen"


def _station(file: str, line: int, script: str) -> Place:
    """A place in the run; the run names files as they are seen from the script's folder."""
    path = Path(script).parent / file if file else Path(script)
    return Place(os.path.normpath(path), max(line, 1))
