"""Numbers and dates are read as pandas reads them, since the scripts that follow read with pandas."""

import random
import re
import warnings
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from mlwright import profiling
from mlwright.profiling.columns import dates
from mlwright.profiling.columns.numbers import NumberFormat, find_format
from mlwright.profiling.reading.reader import read_table

ODD_NUMBERS = "1 -2 +3 1.5 .5 5. 1e5 1E-5 1e400 -1e-400 1_000 1-2 e5 . - + 00012 1.2.3 12e 0x10 ++1 9007199254740993"
MONTHS = ("Jan", "jan", "MAY", "Feb", "Sep", "January", "March", "june", "Foo")
FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M",
    "%Y-%m",
    "%d.%m.%Y",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %B %Y",
    "%b %d, %Y",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y%m%d",
    "ISO8601",
)


def test_numbers_are_read_as_pandas_reads_them() -> None:
    texts = ODD_NUMBERS.split()
    expected = pd.to_numeric(pd.Series([text.replace("_", "x") for text in texts]), errors="coerce").to_numpy(float)
    expected = np.where(np.isfinite(expected), expected, np.nan)
    plain = [text for text in texts if text not in ("0x10", "1_000")]

    np.testing.assert_array_equal(expected[[texts.index(text) for text in plain]], NumberFormat().read(plain))


def test_duckdb_reads_the_numbers_that_python_reads() -> None:
    texts = ODD_NUMBERS.split()
    asked = f"SELECT {NumberFormat().sql('x')} FROM (SELECT unnest(?) AS x)"
    found = [np.nan if value is None else value for (value,) in duckdb.execute(asked, [texts]).fetchall()]

    np.testing.assert_array_equal(NumberFormat().read(texts), found)


def _digits(most: int, rng: random.Random) -> str:
    value = rng.choice([0, 1, 5, 12, 13, 28, 29, 30, 31, 59, 60, 99])
    return f"{min(value, most):02d}" if rng.random() < 0.7 else str(value)


def _written(form: str, rng: random.Random) -> str:
    if form == "ISO8601":
        zone = rng.choice(["", "Z", "+02:00", "-0530"])
        clock = rng.choice(["", f"T{_digits(23, rng)}:{_digits(59, rng)}{zone}", f" 10:00:01.5{zone}"])
        return f"{rng.choice(['2020', '1899', '0999'])}-{_digits(12, rng)}-{_digits(28, rng)}{clock}"
    parts = {
        "%Y": lambda: rng.choice(["2020", "2019", "1600", "20", "9999"]),
        "%b": lambda: rng.choice(MONTHS),
        "%B": lambda: rng.choice(MONTHS),
        "%f": lambda: rng.choice(["1", "123456", "000"]),
        "%m": lambda: _digits(12, rng),
        "%d": lambda: _digits(28, rng),
        "%H": lambda: _digits(23, rng),
    }
    text = form
    for sign in ("%Y", "%b", "%B", "%f", "%m", "%d", "%H", "%M", "%S", "%y"):
        while sign in text:
            text = text.replace(sign, parts[sign]() if sign in parts else _digits(59, rng), 1)
    return text + rng.choice([""] * 12 + ["x", "Z"])


def _by_pandas(texts: list[str], form: str) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stamps = pd.to_datetime(pd.Series(texts, dtype="str"), format=form, errors="coerce", utc=form == "ISO8601")
    naive = stamps.dt.tz_localize(None) if form == "ISO8601" else stamps
    moments = naive.to_numpy().astype("datetime64[us]")
    return np.where(np.isnat(moments), np.nan, moments.astype(np.int64) / 1e6)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_read_as_a_date_is_what_pandas_and_duckdb_read(form: str) -> None:
    rng = random.Random(form)
    texts = [_written(form, rng) for _ in range(300)]
    expected, read = _by_pandas(texts, form), dates.seconds(texts, form)
    asked = f"SELECT epoch({dates.strict_sql('x', form)}) FROM (SELECT unnest(?) AS x)"
    strict = np.array([np.nan if value is None else value for (value,) in duckdb.execute(asked, [texts]).fetchall()])

    known = np.isfinite(read)
    assert known.sum() > 30
    np.testing.assert_allclose(expected[known], read[known], atol=1e-6)
    np.testing.assert_allclose(read, strict, atol=1e-6)


@pytest.mark.parametrize("form", [form for form in FORMATS if "%b" not in form and "%B" not in form and "%" in form])
def test_dates_of_digits_are_read_as_the_standard_library_reads_them(form: str) -> None:
    rng = random.Random(form)
    texts = [text for text in (_written(form, rng) for _ in range(500)) if re.fullmatch(dates.pattern(form), text)]
    expected = [_by_strptime(text, form) for text in (*texts, *_two_digit_years(form))]

    np.testing.assert_array_equal(expected, dates.seconds([*texts, *_two_digit_years(form)], form))


def _by_strptime(text: str, form: str) -> float:
    try:
        stamp = datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return np.nan
    return stamp.timestamp() if stamp.year >= 1000 else np.nan


def _two_digit_years(form: str) -> list[str]:
    return [f"01/02/{year:02d}" for year in (0, 68, 69, 99)] if form == "%d/%m/%y" else []


@pytest.mark.parametrize("rows", [["1_000", "2_000"], ["1", "2_0"]])
def test_digits_joined_by_underscores_are_no_numbers(tmp_path: Path, rows: list[str]) -> None:
    (tmp_path / "t.csv").write_text("a,b\n" + "".join(f"{rows[n % 2]},{n}\n" for n in range(200)))
    with read_table([tmp_path / "t.csv"]) as table:
        assert table.joined

    paper = profiling.profile_table(tmp_path / "t.csv")

    assert (paper.column("a").kind, paper.column("b").kind) == ("category", "number")


@pytest.mark.parametrize("text", ["level_2", "_5", "5_", "a_1", "1_a", "plain"])
def test_other_underscores_are_no_reason_to_look_at_every_cell(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.csv").write_text("a,b\n" + f"{text},1\n" * 30)

    with read_table([tmp_path / "t.csv"]) as table:
        assert not table.joined


def _whole_words(cells: list[str]) -> list[str]:
    return [f"{cell} kg" for cell in cells]


@pytest.mark.parametrize(
    ("cells", "separator", "expected"),
    [
        (["1.5", "2.25", "3.125"], ",", (".", None)),
        (["1,5", "2,25", "3,1"], ";", (",", None)),
        (["1,234", "2,500", "12,000"], ";", (",", None)),
        (["1,234", "2,500", "12,000"], ",", (".", ",")),
        (["1.234.567", "2.500.000", "3.000.000"], ";", (".", None)),
        (["1.234,5", "2.500,25", "3.000,75"], ";", (",", ".")),
        (["1 234", "2 500", "12 000"], ",", (".", " ")),
        (["1", "2", "3"], ";", (".", None)),
        (["a.b", "c,d", "e f"], ";", (".", None)),
    ],
)
def test_the_marks_of_numbers_are_found_with_and_without_a_unit(
    cells: list[str], separator: str, expected: tuple[str, str | None]
) -> None:
    for texts in (cells * 5, _whole_words(cells * 5)):
        found = find_format([texts, ["x"] * 15, ["7"] * 15], separator)

        assert expected == (found.decimal, found.thousands)
