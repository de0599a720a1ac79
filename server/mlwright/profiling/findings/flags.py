"""What a person should know about a table's quality."""

from collections.abc import Iterator, Sequence

from mlwright.errors import quoted
from mlwright.profiling.columns.kinds import Reading
from mlwright.profiling.columns.sample import Cells
from mlwright.specs import Column, Finding, Source, TargetProfile, found

_MUCH_MISSING, _NEARLY_ALL, _SKEWED, _RARE = 0.5, 0.99, 3.0, 0.1
_MOST_LEVELS = 1000


def table_flags(source: Source, columns: Sequence[Column], duplicates: int, rows: int) -> Iterator[Finding]:
    """Findings about the file and about several columns at once."""
    if source.format == "csv" and source.encoding not in ("utf-8", "utf-8-sig"):
        message = f"The file is written in {source.encoding}, which was guessed from its bytes; check foreign letters"
        yield found("encoding", message)
    if duplicates:
        message = f"{duplicates:,} of {rows:,} rows repeat an earlier row exactly"
        yield found("duplicate_rows", message)
    spaced = tuple(column.name for column in columns if column.name != column.name.strip())
    if spaced:
        yield found("spaces_in_names", "Column names begin or end with spaces", spaced)


def column_flags(column: Column, cells: Cells, reading: Reading, rows: int) -> Iterator[Finding]:
    """Findings about one column."""
    name = quoted(column.name)
    yield from _missing(column, reading, name)
    if reading.date and reading.date.other:
        message = f"{name} can be read as {reading.date.format} and as {reading.date.other}; it is read as the former"
        yield found("ambiguous_date", message, (column.name,))
    if column.kind == "category" and column.distinct <= _MOST_LEVELS:
        yield from _variants(column, cells, name)
    yield from _shape(column, name, rows)


def target_flags(target: TargetProfile, column: Column) -> Iterator[Finding]:
    """Findings about the target."""
    name = quoted(target.name)
    if target.missing:
        rows = "row" if target.missing == 1 else "rows"
        message = f"The target {name} is missing in {target.missing:,} {rows}; nothing is learned there"
        yield found("target_missing", message, (target.name,))
    if target.task == "multiclass" and column.kind == "number":
        message = f"{name} holds whole numbers read as classes; it could also be a regression target"
        yield found("could_be_regression", message, (target.name,))
    total = sum(item.count for item in target.classes)
    rare = [item for item in target.classes if item.count < _RARE * total]
    if rare:
        shown = ", ".join(f"{quoted(item.value, 60)} ({item.count:,})" for item in rare[:5])
        message = f"The classes of {name} are imbalanced: {shown} of {total:,} rows"
        yield found("class_imbalance", message, (target.name,))


def _missing(column: Column, reading: Reading, name: str) -> Iterator[Finding]:
    if reading.sentinels:
        message = f"{name} holds {_list(reading.sentinels)}, far from its other values; read as missing"
        yield found("sentinel_number", message, (column.name,))
    if reading.strays:
        message = f"{name} holds {_list(reading.strays)} among numbers; read as missing"
        yield found("stray_text", message, (column.name,))
    codes = [code for code in column.missing_codes if code not in (*reading.sentinels, *reading.strays)]
    if codes:
        message = f"{name} holds {_list(codes)}, read as missing"
        yield found("missing_codes", message, (column.name,))
    if column.kind != "empty" and column.missing_share >= _MUCH_MISSING:
        message = f"{name} is missing in {column.missing_share:.0%} of the rows"
        yield found("high_missing", message, (column.name,))


def _variants(column: Column, cells: Cells, name: str) -> Iterator[Finding]:
    """Levels that differ only in case or spaces."""
    gone = {"", *column.missing_codes}
    spaced = [text for text in cells.raw if text != text.strip() and text.strip() not in gone]
    if spaced:
        message = f"{name} holds {_list(spaced)} with spaces around them; they are ignored"
        yield found("space_variants", message, (column.name,))
    folded: dict[str, list[str]] = {}
    for text in cells.texts:
        if text not in gone:
            folded.setdefault(" ".join(text.casefold().split()), []).append(text)
    mixed = next((texts for texts in folded.values() if len(texts) > 1), None)
    if mixed:
        only_blanks = len({" ".join(text.split()) for text in mixed}) == 1
        how = "differ only in their blanks and may be" if only_blanks else "may be"
        message = f"{name} holds {_list(mixed)}, which {how} one level"
        yield found("case_variants", message, (column.name,))


def _shape(column: Column, name: str, rows: int) -> Iterator[Finding]:
    share = column.top[0].count / (rows - column.missing) if column.top else 0.0
    if column.distinct > 1 and share >= _NEARLY_ALL:
        message = f"{share:.1%} of the known values of {name} are {quoted(column.top[0].value, 60)}"
        yield found("quasi_constant", message, (column.name,))
    if column.number and column.number.skew is not None and abs(column.number.skew) > _SKEWED and column.distinct > 10:
        message = f"{name} is skewed ({column.number.skew:+.1f})"
        yield found("skewed", message, (column.name,))


def _list(texts: Sequence[str]) -> str:
    return ", ".join(quoted(text, 40) for text in texts[:5]) + (" and more" if len(texts) > 5 else "")
