"""How to read the table again so that it comes out as profiled: options for pandas, a query for DuckDB."""

from mlwright.specs import Column, Profile

_MOST_COLUMNS = 300
"""Of wider tables only the general options are told."""
_DUCKDB_ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "latin-1": "latin-1",
    "iso-8859-1": "latin-1",
}


class Lines(str):
    """Text that stands in the YAML line by line."""


def reading_options(profile: Profile) -> dict[str, object]:
    """Options by library; empty for what is neither a text table nor Parquet, or stands in several files."""
    if profile.source.format == "parquet" and not profile.source.files:
        return {"pandas": {"function": "read_parquet", "path": profile.source.path, **_codes(profile)}}
    if profile.source.format != "csv" or profile.source.files:
        return {}
    return {"pandas": _pandas(profile), "duckdb": _duckdb(profile)}


def ambiguous_dates(profile: Profile) -> tuple[str, ...]:
    """Columns in which day and month could be swapped: how to read them stays a question."""
    return tuple(name for item in profile.findings if item.name == "ambiguous_date" for name in item.columns)


def _codes(profile: Profile) -> dict[str, object]:
    codes = {column.name: list(column.missing_codes) for column in profile.columns if column.missing_codes}
    return {"missing_codes": codes} if codes else {}


def _told(profile: Profile) -> bool:
    return len(profile.columns) <= _MOST_COLUMNS


def _renamed(profile: Profile) -> bool:
    """Whether columns of the file were left out, so that names cannot be given by position."""
    return any(item.name == "unnamed_column" for item in profile.findings)


def _pandas(profile: Profile) -> dict[str, object]:
    source, unclear = profile.source, ambiguous_dates(profile)
    options: dict[str, object] = {
        "sep": source.separator,
        "encoding": source.encoding,
        "quotechar": source.quote,
        "decimal": source.decimal,
        "thousands": source.thousands,
        "skiprows": source.skip_rows or None,
        "compression": source.compression,
        "header": 0,
        "names": list(profile.names) if _told(profile) and not _renamed(profile) else None,
        "skipinitialspace": True,
        "keep_default_na": False,
    }
    if _told(profile):
        gappy = [column for column in profile.columns if column.missing]
        dates = {
            column.name: column.date_format
            for column in profile.columns
            if column.kind == "date" and column.date_format and column.name not in unclear
        }
        options["dtype"] = {column.name: _dtype(column) for column in profile.columns if column.name not in dates}
        options["na_values"] = {column.name: ["", " ", *column.missing_codes] for column in gappy}
        options |= {"parse_dates": list(dates), "date_format": dates} if dates else {}
    kept = {key: value for key, value in options.items() if value is not None}
    units = {column.name: column.unit for column in profile.columns if column.kind == "number" and column.unit}
    after = {"numbers_with_unit": units} if units else {}
    return {"function": "read_csv", "path": source.path, "options": kept, **after}


def _dtype(column: Column) -> str:
    return "float64" if column.kind == "number" and not column.unit else "str"


def _duckdb(profile: Profile) -> dict[str, object]:
    source = profile.source
    encoding = _DUCKDB_ENCODINGS.get(source.encoding.lower().replace("_", "-"))
    if encoding is None:
        return {"first": "Save the file as UTF-8: DuckDB does not read this encoding by itself."}
    options = {
        "delim": source.separator,
        "quote": source.quote,
        "escape": source.quote,
        "header": True,
        "skip": source.skip_rows,
        "encoding": encoding,
        "all_varchar": True,
        "auto_detect": False,
    }
    told = ", ".join(f"{key}={_said(value)}" for key, value in options.items() if key != "all_varchar")
    if not _told(profile) or _renamed(profile):
        return {"function": "read_csv", "path": source.path, "options": options}
    typed = "{" + ", ".join(f"{_literal(f'c{at}')}: 'VARCHAR'" for at in range(len(profile.columns))) + "}"
    unclear = ambiguous_dates(profile)
    chosen = ",\n  ".join(
        f"{_value(f'c{at}', column, profile, column.name in unclear)} AS {_identifier(column.name)}"
        for at, column in enumerate(profile.columns)
    )
    read = f"read_csv(\n  {_literal(source.path)}, {told},\n  columns={typed})"
    query = f"SELECT\n  {chosen}\nFROM (SELECT trim(COLUMNS(*), ' ' || chr(9)) FROM {read})\n"
    return {"function": "read_csv", "path": source.path, "options": options, "query": Lines(query)}


def _value(cell: str, column: Column, profile: Profile, unclear: bool) -> str:
    """SQL for one cell as profiled: stripped, missing codes as NULL, numbers and dates typed."""
    text = cell
    for code in ("", *column.missing_codes):
        text = f"nullif({text}, {_literal(code)})"
    if column.kind == "number":
        if column.unit:
            text = f"regexp_extract({text}, '[-+]?[0-9][0-9.,]*')"
        if profile.source.thousands:
            text = f"replace({text}, {_literal(profile.source.thousands)}, '')"
        if profile.source.decimal == ",":
            text = f"replace({text}, ',', '.')"
        return f"CAST({text} AS DOUBLE)"
    if column.kind == "date" and column.date_format and not unclear:
        if column.date_format == "ISO8601":
            return f"CAST({text} AS TIMESTAMP)"
        return f"strptime({text}, {_literal(column.date_format)})"
    return text


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else _literal(str(value))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
