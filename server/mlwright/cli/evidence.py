"""What tables and a watched run show, in the words of a review, so that it stands beside what the code shows."""

from mlwright.leakage.explain import rules
from mlwright.leakage.findings import Finding, Note, Place, Step
from mlwright.leakage.review import Examined
from mlwright.specs.audit import Audit
from mlwright.specs.data_review import DataFinding, DataReview


def of_data(paper: DataReview, names: tuple[str, ...]) -> Examined:
    """The findings of a data review, at the first row that shows them; line 1 of a table is its header."""
    first = names[0]
    notes = tuple(Note(Place(first, 1), note) for note in paper.notes)
    return Examined(", ".join(names), True, tuple(_of_data(item, first) for item in paper.findings), notes)


def _of_data(item: DataFinding, name: str) -> Finding:
    line = item.evidence[0].row + 1 if item.evidence else 1
    rows = tuple(Step(Place(name, row.row + 1), f"{row.part} row {row.row}: {row.values}") for row in item.evidence)
    message = f"{item.message} ({item.count} of {item.total})"
    context = ", ".join(item.columns)
    return Finding(
        item.code,
        item.name,
        item.severity,
        item.confidence,
        Place(name, line),
        message,
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
            Place(leak.file, max(leak.line, 1)),
            f"it happened: {leak.message} ({leak.shared_rows} of {leak.scored_rows} scored rows)",
            tuple(Step(Place(step.file, max(step.line, 1)), step.what) for step in leak.chain),
            leak.remedy,
        )
        for leak in paper.findings
    )
    notes = list(paper.notes)
    if paper.exit_code is None:
        notes.append("the script was stopped at the time limit: what came after was not seen")
    elif paper.exit_code != 0:
        notes.append(f"the script ended with exit code {paper.exit_code}: {' / '.join(paper.last_words[-2:])}")
    if paper.scores == 0:
        notes.append("no score was seen in the run")
    return Examined(name, True, findings, tuple(Note(Place(name, 1), note) for note in notes))
