"""Twelve tables of domains that no rule was written for: each with traps in other disguises, each with a clean twin."""

from tests.profiling.sealed import care, machines, people, trade, travel
from tests.profiling.sealed.sheet import Sheet, Trap

SHEETS = (*care.SHEETS, *machines.SHEETS, *people.SHEETS, *trade.SHEETS, *travel.SHEETS)

__all__ = ["SHEETS", "Sheet", "Trap"]
