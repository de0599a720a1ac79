"""Whether groups have the shares that the contract states for the population (representativeness)."""

from mlwright.errors import quoted
from mlwright.profiling.checking.counting import shares
from mlwright.profiling.checking.relation import Relation
from mlwright.specs.contract import Breach, ContractRule, GroupGap

_MOST_LISTED = 5


def gaps(relation: Relation, rule: ContractRule) -> tuple[tuple[GroupGap, ...], Breach | None]:
    """The gap of every stated group, the widest first, and a breach where one is wider than the bound."""
    column = rule.columns[0]
    rows = shares(relation, column)
    total = sum(rows.values())
    every = [_gap(column, level, stated, rows.get(level, 0), total) for level, stated in rule.shares]
    every.sort(key=lambda gap: -abs(gap.gap))
    bound = rule.bound or 0.0
    wide = [gap for gap in every if abs(gap.gap) > bound + 1e-9]
    if not wide or not total:
        return tuple(every), None
    shown = "; ".join(f"{quoted(gap.level, 40)} {gap.found:.3g} instead of {gap.stated:.3g}" for gap in wide[:5])
    return tuple(every), Breach(
        kind="population",
        columns=rule.columns,
        severity=rule.severity,
        expected=f"shares within {bound:g} of the population's",
        found=shown,
        rows=rows.get(wide[0].level, 0),
        place=rule.place,
        hint="Gather more of the groups that are rare here, or weight the rows; judge the model group by group.",
    )


def _gap(column: str, level: str, stated: float, rows: int, total: int) -> GroupGap:
    found = rows / total if total else 0.0
    return GroupGap(column=column, level=level, stated=stated, found=round(found, 6), gap=round(found - stated, 6))
