"""Kinds, units, dates and missing codes of columns."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mlwright.specs import Column, Profile
from tests.profiling.worlds import profile_of

ROWS = 60
FILL = [str(n % 7) for n in range(ROWS)]


def _profile(folder: Path, values: list[str], name: str = "x") -> Profile:
    return profile_of(folder, {name: values, "other": FILL})


def _column(folder: Path, values: list[str], name: str = "x") -> Column:
    return _profile(folder, values, name).column(name)


def _flags(paper: Profile) -> set[str]:
    return {item.name for item in paper.findings}


@pytest.mark.parametrize(
    ("write", "unit", "largest"),
    [
        (lambda n: f"{n + 0.5} km/l", "km/l", 59.5),
        (lambda n: f"{n}GB", "GB", 59),
        (lambda n: f"{n}%", "%", 59),
        (lambda n: f"${n}.50", "$", 59.5),
        (lambda n: f"{n + 1},248 cc", "cc", 60248),
    ],
)
def test_numbers_with_one_unit_are_numbers(
    tmp_path: Path, write: Callable[[int], str], unit: str, largest: float
) -> None:
    column = _column(tmp_path, [write(n) for n in range(ROWS)])

    assert (column.kind, column.unit) == ("number", unit)
    assert column.number is not None
    assert column.number.max == largest


def test_numbers_with_changing_units_are_no_numbers(tmp_path: Path) -> None:
    assert _column(tmp_path, [f"{n} {'km' if n % 2 else 'mi'}" for n in range(ROWS)]).kind != "number"


def test_codes_with_letters_in_front_are_no_numbers_with_a_unit(tmp_path: Path) -> None:
    assert _column(tmp_path, [f"A{n % 9}" for n in range(ROWS)]).kind == "category"


def test_digits_with_leading_zeros_are_codes(tmp_path: Path) -> None:
    assert _column(tmp_path, [f"{n % 30:03d}" for n in range(ROWS)]).kind == "category"
    assert _column(tmp_path, [f"{n % 30}" for n in range(ROWS)]).kind == "number"


@pytest.mark.parametrize(
    ("write", "form"),
    [
        (lambda n: f"2020-01-{n % 28 + 1:02d}", "%Y-%m-%d"),
        (lambda n: f"20{n % 30:02d}-{n % 12 + 1:02d}", "%Y-%m"),
        (lambda n: f"2020/01/{n % 28 + 1:02d}", "%Y/%m/%d"),
        (lambda n: f"{n % 28 + 1:02d}.03.2020", "%d.%m.%Y"),
        (lambda n: f"{n % 28 + 1:02d}/03/2020", "%d/%m/%Y"),
        (lambda n: f"03/{n % 28 + 1:02d}/2020", "%m/%d/%Y"),
        (lambda n: f"2020-01-{n % 28 + 1:02d} {n % 24:02d}:30", "%Y-%m-%d %H:%M"),
        (lambda n: f"2020-01-{n % 28 + 1:02d}T{n % 24:02d}:30:01", "%Y-%m-%dT%H:%M:%S"),
        (lambda n: f"2020-01-{n % 28 + 1:02d}" + ("T10:00:00Z" if n % 2 else ""), "ISO8601"),
        (lambda n: f"{n % 28 + 1} Mar 2020", "%d %b %Y"),
    ],
)
def test_date_formats_are_found(tmp_path: Path, write: Callable[[int], str], form: str) -> None:
    paper = _profile(tmp_path, [write(n) for n in range(ROWS)])

    assert (paper.column("x").kind, paper.column("x").date_format) == ("date", form)
    assert "ambiguous_date" not in _flags(paper)


def test_days_and_months_that_could_be_swapped_are_flagged(tmp_path: Path) -> None:
    paper = _profile(tmp_path, [f"{n % 12 + 1:02d}/{n % 11 + 1:02d}/2020" for n in range(ROWS)])

    assert paper.column("x").date_format == "%m/%d/%Y"
    assert "ambiguous_date" in _flags(paper)


def test_eight_digits_are_a_date_only_when_the_name_says_so(tmp_path: Path) -> None:
    values = [f"202001{n % 28 + 1:02d}" for n in range(ROWS)]

    assert _column(tmp_path, values, "order_date").kind == "date"
    assert _column(tmp_path, values, "amount").kind == "number"


def test_years_stay_numbers(tmp_path: Path) -> None:
    assert _column(tmp_path, [str(1990 + n % 9) for n in range(ROWS)], "year").kind == "number"


def test_dates_carry_their_ends(tmp_path: Path) -> None:
    column = _column(tmp_path, [f"2020-01-{n % 28 + 1:02d}" for n in range(ROWS)])

    assert (column.earliest, column.latest) == ("2020-01-01", "2020-01-28")


def test_words_for_unknown_are_missing_among_numbers_and_levels_among_words(tmp_path: Path) -> None:
    numbers = _column(tmp_path, ["unknown" if n % 10 == 0 else str(n) for n in range(ROWS)])
    levels = _column(tmp_path, ["unknown" if n % 10 == 0 else "none" if n % 3 else "a" for n in range(ROWS)])

    assert (numbers.kind, numbers.missing, numbers.missing_codes) == ("number", 6, ("unknown",))
    assert (levels.kind, levels.missing, levels.distinct) == ("category", 0, 3)


@pytest.mark.parametrize("code", ["NA", "N/A", "NaN", "nan", "null", "NULL", "?"])
def test_common_codes_are_missing_everywhere(tmp_path: Path, code: str) -> None:
    for value in ("1.5", "red"):
        column = _column(tmp_path, [code if n % 4 == 0 else f"{value}{n % 5}" for n in range(ROWS)])

        assert (column.missing, column.missing_codes) == (15, (code,))


@pytest.mark.parametrize("code", ["-", "--", ".", "None", "unknown"])
def test_signs_are_missing_among_dates(tmp_path: Path, code: str) -> None:
    column = _column(tmp_path, [code if n % 4 == 0 else f"2020-01-{n % 28 + 1:02d}" for n in range(ROWS)])

    assert (column.kind, column.missing) == ("date", 15)


def test_cells_of_spaces_are_blank(tmp_path: Path) -> None:
    column = _column(tmp_path, [" \t" if n % 4 == 0 else str(n) for n in range(ROWS)])

    assert (column.kind, column.missing, column.missing_codes) == ("number", 15, ())


@pytest.mark.parametrize("code", ["-999", "-9999", "-99", "9999", "99999", "-200"])
def test_numbers_far_off_that_repeat_are_missing_codes_with_a_flag(tmp_path: Path, code: str) -> None:
    paper = _profile(tmp_path, [code if n % 10 == 0 else str(n % 40) for n in range(ROWS)])
    column = paper.column("x")

    assert (column.missing, column.missing_codes) == (6, (code,))
    assert column.number is not None
    assert column.number.max == 39
    assert "sentinel_number" in _flags(paper)


@pytest.mark.parametrize(
    "values",
    [
        [str(n % 120) for n in range(ROWS)],  # 99 may be an age
        [str(99 if n % 10 == 0 else n % 90) for n in range(ROWS)],  # not far off
        ["-999" if n == 5 else str(n) for n in range(ROWS)],  # only once
        [str(-99 - n % 50) for n in range(ROWS)],  # among its like
        [str(n % 3 - 1) for n in range(ROWS)],  # -1, 0, 1
    ],
)
def test_plain_numbers_are_no_missing_codes(tmp_path: Path, values: list[str]) -> None:
    column = _column(tmp_path, values)

    assert (column.missing, column.missing_codes) == (0, ())


def test_a_few_strays_in_a_column_of_numbers_are_missing_with_a_flag(tmp_path: Path) -> None:
    paper = _profile(tmp_path, ["broken" if n == 7 else str(n) for n in range(ROWS)])

    assert (paper.column("x").kind, paper.column("x").missing_codes) == ("number", ("broken",))
    assert "stray_text" in _flags(paper)


def test_free_text_and_labels_of_several_words_are_told_apart(tmp_path: Path) -> None:
    names = _column(tmp_path, [f"Person {n} of {n * 7 % 60}" for n in range(ROWS)])
    labels = _column(tmp_path, [["fully repaid this bank", "no checks were made"][n % 2] for n in range(ROWS)])
    notes = _column(tmp_path, ["Nest was not seen today." if n % 5 else f"Bird {n % 4} flew off." for n in range(ROWS)])

    assert [names.kind, labels.kind, notes.kind] == ["text", "category", "text"]


def test_one_and_one_point_zero_are_one_value(tmp_path: Path) -> None:
    column = _column(tmp_path, ["1" if n % 2 else "1.0" if n % 4 else "2" for n in range(ROWS)])

    assert (column.distinct, column.top[0].count) == (2, 45)


def test_variants_of_a_level_are_flagged(tmp_path: Path) -> None:
    mixed = _profile(tmp_path, [["Yes", "yes", "no"][n % 3] for n in range(ROWS)])
    clean = _profile(tmp_path, [["yes", "no"][n % 2] for n in range(ROWS)])
    spaced = _profile(tmp_path, [["yes", "yes ", "no"][n % 3] for n in range(ROWS)])

    assert "case_variants" in _flags(mixed)
    assert not {"case_variants", "space_variants"} & _flags(clean)
    assert "space_variants" in _flags(spaced)


def test_levels_that_differ_only_in_blanks_are_said_to_and_others_are_not(tmp_path: Path) -> None:
    said = {}
    for name, levels in {"blanks": ["Worcester, MA", "Worcester,  MA", "no"], "case": ["Yes", "yes", "no"]}.items():
        profile = _profile(tmp_path, [levels[n % 3] for n in range(ROWS)])
        said[name] = next(item.evidence for item in profile.findings if item.name == "case_variants")

    assert said["blanks"].endswith("which differ only in their blanks and may be one level")
    assert said["case"].endswith("which may be one level")


def test_a_thin_a_nearly_constant_and_a_skewed_column_are_flagged(tmp_path: Path) -> None:
    rows = 400
    paper = profile_of(
        tmp_path,
        {
            "thin": ["" if n % 3 else str(n) for n in range(rows)],
            "same": ["b" if n == 9 else "a" for n in range(rows)],
            "skewed": np.exp(np.arange(rows) / 30).round(2),
            "even": np.arange(rows) * 7 % 397,
        },
    )
    flagged = {(item.name, item.columns) for item in paper.findings}

    expected = {("high_missing", ("thin",)), ("quasi_constant", ("same",)), ("skewed", ("skewed",))}
    assert expected | {("outliers", ("skewed",)), ("redundant_columns", ("thin", "skewed"))} == flagged


def test_decimal_commas_are_read(tmp_path: Path) -> None:
    column = _column(tmp_path, [f"{n},5" for n in range(ROWS)])

    assert column.number is not None
    assert (column.kind, column.number.max) == ("number", 59.5)
