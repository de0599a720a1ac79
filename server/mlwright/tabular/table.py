"""A table file as text, cell by cell, with the options that were found when it was profiled."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_table(path: Path, options: Mapping[str, Any]) -> pd.DataFrame:
    """Every cell as text and blanks as "", so that a code like 007 or NA keeps its spelling until a column is typed.

    `options` are the keys of the config's `data` section: format, encoding, separator, quote, skip_rows.
    """
    if options.get("format", "csv") == "parquet":
        return _read_parquet(path)
    return pd.read_csv(
        path,
        sep=options.get("separator", ","),
        encoding=options.get("encoding", "utf-8"),
        quotechar=options.get("quote", '"'),
        skiprows=options.get("skip_rows", 0),
        dtype=str,
        keep_default_na=False,
        na_filter=False,
        index_col=False,
    )


def _read_parquet(path: Path) -> pd.DataFrame:
    import duckdb  # only Parquet input needs it

    with duckdb.connect() as connection:
        cells = connection.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet($file)", {"file": str(path)}).df()
    return cells.astype("str").where(cells.notna(), "")


def as_text(column: pd.Series) -> pd.Series:
    """Any column as stripped text; missing values become "", whole numbers lose a trailing `.0`."""
    text = column.astype("str").where(column.notna(), "").str.strip()
    return text.str.replace(r"^([-+]?\d+)\.0+$", r"\1", regex=True)


def as_label(column: pd.Series, missing_codes: tuple[str, ...] | list[str] = ()) -> pd.Series:
    """Class labels as text; missing codes become ""."""
    text = as_text(column)
    return text.mask(text.isin(list(missing_codes)), "")


def as_number(
    column: pd.Series,
    missing_codes: tuple[str, ...] | list[str] = (),
    unit: str | None = None,
    decimal: str = ".",
    thousands: str | None = None,
) -> pd.Series:
    """A column as float64: what cannot be read, is a missing code or is infinite becomes NaN."""
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("float64")
    if pd.api.types.is_numeric_dtype(column.dtype):
        number = column.astype("float64")
        codes = pd.to_numeric(pd.Series(list(missing_codes), dtype="str"), errors="coerce").dropna()
        return number.mask(number.isin(codes) | number.isin([float("inf"), float("-inf")]))
    text = column.astype("str").where(column.notna(), "").str.strip()
    text = text.mask(text.isin(list(missing_codes)), "")
    if thousands:
        text = text.str.replace(thousands, "", regex=False)
    if decimal != ".":
        text = text.str.replace(decimal, ".", regex=False)
    if unit:
        text = text.str.extract(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", expand=False)
    number = pd.to_numeric(text, errors="coerce").astype("float64")
    return number.mask(number.isin([float("inf"), float("-inf")]))


def as_date(column: pd.Series, date_format: str | None, missing_codes: tuple[str, ...] | list[str] = ()) -> pd.Series:
    """A column as datetimes without a time zone; what does not fit the format becomes NaT."""
    # "%Y%m%d" and the like are exact; ISO dates of mixed precision are read by their own rule
    how = "ISO8601" if date_format in (None, "ISO8601") else date_format
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        dates = column.dt.tz_localize(None) if column.dt.tz is not None else column
        codes = pd.to_datetime(pd.Series(list(missing_codes), dtype="str"), format=how, errors="coerce", utc=True)
        return dates.mask(dates.isin(codes.dropna().dt.tz_localize(None))) if len(codes) else dates
    text = column.astype("str").where(column.notna(), "").str.strip()
    text = text.mask(text.isin(list(missing_codes)), "")
    dates = pd.to_datetime(text.mask(text == ""), format=how, errors="coerce", utc=True)
    return dates.dt.tz_localize(None)
