"""What columns are beside plain features: one finding for each column, the strongest first."""

from collections.abc import Mapping, Sequence

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.identity.copies import find_copies, holds_nothing
from mlwright.profiling.findings.identity.groups import binds_rows, find_blocks
from mlwright.profiling.findings.identity.identifiers import counts_rows, names_rows, whole_and_many
from mlwright.profiling.findings.identity.persons import find_persons
from mlwright.profiling.findings.time.order import counts_moments, never_back, orders_rows
from mlwright.specs import Finding

__all__ = ["find_structure", "needs_order", "never_back"]


def find_structure(views: Sequence[View], ordered: Mapping[str, Floats], rows: int) -> tuple[Finding, ...]:
    """At most one finding per column, the strongest; `ordered` has all rows of number and date columns."""
    copies = {item.columns[0]: item for item in find_copies(views)}
    blocks = find_blocks(views)
    persons = find_persons(views, rows)
    out = []
    for view in views:
        item = (
            holds_nothing(view)
            or copies.get(view.name)
            or counts_rows(view, ordered.get(view.name), rows)
            or counts_moments(view)
            or names_rows(view, rows)
            or binds_rows(view, rows)
            or orders_rows(view, ordered.get(view.name))
            or persons.get(view.name)
            or blocks.get(view.name)
        )
        if item:
            out.append(item)
    return tuple(out)


def needs_order(view: View, rows: int) -> bool:
    """Whether a column has to be seen over all rows in file order."""
    return view.column.kind == "date" or whole_and_many(view, rows)
