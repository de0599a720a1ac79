"""Column names that speak of what came after the outcome, or of nothing but the row's number."""

from collections.abc import Iterator
from typing import NamedTuple

from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge.naming import words
from mlwright.leakage.knowledge.tables import names
from mlwright.leakage.supervision import Task

# words of one outcome: a label that holds one of them, and a column that holds another, tell the same
OUTCOMES = tuple(
    frozenset(text.split())
    for text in (
        "churn churned cancel cancelled canceled cancellation cancelation terminated termination attrition left leave "
        "exit exited quit",
        "died death dead deceased mortality survival survived expired autopsy",
        "readmitted readmission discharge discharged died death mortality",
        "default defaulted recovery recovered recoveries collection chargeoff writeoff settlement",
        "fraud fraudulent chargeback chargebacks investigation",
        "returned refund refunded return",
        "failure failed fault repair repaired downtime",
        "diagnosis disease treatment treated therapy biopsy",
        "sold sale closing",
        "converted conversion purchased purchase",
    )
)
DETAILS = names("""
    date reason code time day at amount cost fee type ward status timestamp destination dest result id notes
    comment
    """)


RUNNING = frozenset(["record", "row", "serial", "running", "sequence", "entry"])


class Proxy(NamedTuple):
    names: tuple[str, ...]
    why: str
    confidence: Level


def proxies(task: Task) -> Iterator[Proxy]:
    """Features, of those that are named one by one, that only a finished case has; and numbers of rows."""
    columns = task.data.columns
    if columns is None or columns.known is None or not task.names:
        return
    label = {word for name in task.names for word in words(name)}
    families = [family for family in OUTCOMES if family & label]
    late = tuple(
        name
        for name in columns.known
        if name not in task.names
        and any(set(words(name)) & family and set(words(name)) & DETAILS for family in families)
    )
    if late:
        yield Proxy(late, "is known only after the outcome", "medium")
    running = tuple(
        name for name in columns.known if set(words(name)) & RUNNING and set(words(name)) & {"id", "number", "no"}
    )
    if running:
        yield Proxy(running, "numbers the rows and says nothing of a new one", "medium")
    numbers = tuple(
        name
        for name in columns.known
        if words(name)[-1:] in (["id"], ["uuid"], ["guid"], ["rownum"]) and name not in task.names
    )
    if numbers:
        yield Proxy(numbers, "numbers the rows and says nothing of a new one", "low")
