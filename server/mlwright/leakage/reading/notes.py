"""What reading has to say: which lines were left out, and cells that ran in another order than they stand."""

from mlwright.leakage.findings import Note
from mlwright.leakage.reading.salvage import Gap
from mlwright.leakage.reading.source import Cell, Source

MOST_NOTES = 20
MOST_CELLS = 5


def gap_notes(source: Source, gaps: tuple[Gap, ...]) -> list[Note]:
    """One note for each gap, up to a number that one still reads."""
    notes = [_gap_note(source, gap) for gap in gaps[:MOST_NOTES]]
    rest = gaps[MOST_NOTES:]
    if rest:
        notes.append(Note(source.place(rest[0].first), f"not analysed: {len(rest)} more places that cannot be parsed"))
    return notes


def _gap_note(source: Source, gap: Gap) -> Note:
    cell = source.cell_at(gap.first) if source.kind == "notebook" else None
    what = f"not analysed: {_span(gap, cell)} cannot be parsed ({gap.reason})"
    return Note(source.place(gap.first, end_line=gap.last), what)


def _span(gap: Gap, cell: Cell | None) -> str:
    before = cell.first - 1 if cell else 0
    within = f"cell {cell.number}, " if cell else ""
    if gap.first == gap.last:
        return f"{within}line {gap.first - before}"
    return f"{within}lines {gap.first - before}-{gap.last - before}"


def order_notes(source: Source, written: str) -> list[Note]:
    """That the cells ran in another order than they stand, where the counts of all of them say so."""
    counted = [(cell, cell.count) for cell in source.cells if cell.count is not None]
    if len(counted) < 2 or len({count for _, count in counted}) < len(counted):
        return []
    if len(counted) < len(source.cells):
        lines = written.split("\n")
        if any(cell.count is None and _holds_code(lines[cell.first - 1 : cell.last]) for cell in source.cells):
            return []
    late = _late(counted)
    if not late:
        return []
    said = [f"{_named(cell)} after {_named(above)}" for cell, above in late]
    more = f" and {len(late) - MOST_CELLS} more" if len(late) > MOST_CELLS else ""
    what = f"cells were run out of order: {', '.join(said[:MOST_CELLS])}{more}; they are analysed as they stand"
    return [Note(source.place(late[0][0].first), what)]


def _late(counted: list[tuple[Cell, int]]) -> list[tuple[Cell, Cell]]:
    """Cells that ran before one that stands above them, each with that one."""
    late: list[tuple[Cell, Cell]] = []
    latest, highest = counted[0]
    for cell, count in counted[1:]:
        if count > highest:
            latest, highest = cell, count
        else:
            late.append((cell, latest))
    return late


def _named(cell: Cell) -> str:
    return f"cell {cell.number} (run {cell.count})"


def _holds_code(lines: list[str]) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)
