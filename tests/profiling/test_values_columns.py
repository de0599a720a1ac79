"""What stands in the cells of one column: each trouble is seen where it is, and not where it only looks alike."""

import numpy as np
import pytest

from tests.profiling.worlds import profile_of

ROWS = 400
RNG = np.random.default_rng(11)
NUMBERS = RNG.normal(50, 8, ROWS).round(3)
LEVELS = RNG.choice(["north", "south", "east", "west"], ROWS)
DAYS = [str(np.datetime64("2021-03-01") + int(day)) for day in RNG.integers(0, 700, ROWS)]
SIZES = RNG.lognormal(4.0, 0.2, ROWS)


def mixed(values, others, every=20):
    return [others[at // every % len(others)] if at % every == 7 else str(value) for at, value in enumerate(values)]


def days_as(*forms):
    days = [np.datetime64(day).item() for day in DAYS]
    return [day.strftime(forms[at % len(forms)]) for at, day in enumerate(days)]


def units(*shares):
    return [
        f"{value / factor:.1f}{unit}" for at, value in enumerate(SIZES) for factor, unit in [shares[at % len(shares)]]
    ]


TROUBLED = {
    "quasi_constant": ["a"] * (ROWS - 2) + ["b"] * 2,
    "missing_codes": mixed(NUMBERS, ["?", "n/a", "N/A"]),
    "sentinel_number": mixed(NUMBERS, ["-999"]),
    "sentinel_date": mixed(DAYS, ["9999-12-31"]),
    "stray_text": mixed(NUMBERS, ["broken"], 80),
    "infinite_numbers": mixed(NUMBERS, ["inf", "-inf"]),
    "high_missing": ["" if at % 5 else str(value) for at, value in enumerate(NUMBERS)],
    "mixed_units": units((1, " kg"), (0.4536, " lb")),
    "packed_codes": [f"{'ABC'[at % 3]}/{10 + at * 7 % 30}/{'SML'[at // 3 % 3]}" for at in range(ROWS)],
    "free_text": [f"the customer said {at} that the {LEVELS[at]} shop was too far." for at in range(ROWS)],
    "mojibake": ["MÃ¼nchen" if at % 9 == 0 else "Berlin" for at in range(ROWS)],
    "hidden_characters": ["Ber\u200blin" if at % 9 == 0 else "Berlin" for at in range(ROWS)],
    "formulas": ["=SUM(A1:A9)" if at % 9 == 0 else "Berlin" for at in range(ROWS)],
    "high_cardinality": [f"shop {at * 7 % 120}" for at in range(ROWS)],
    "rare_levels": [f"only {at}" if at < 3 else level for at, level in enumerate(LEVELS)],
    "case_variants": ["North" if at % 9 == 0 else level for at, level in enumerate(LEVELS)],
    "space_variants": [" north " if at % 9 == 0 else level for at, level in enumerate(LEVELS)],
    "ambiguous_date": [f"{1 + at % 12}/{1 + at % 11}/2021" for at in range(ROWS)],
    "mixed_dates": days_as("%Y-%m-%d", "%d.%m.%Y", "%b %d, %Y"),
    "skewed": np.exp(NUMBERS / 4).round(3),
    "outliers": mixed(NUMBERS, ["4000.5"], 100),
    "beyond_64_bits": [f"{92233720368547758070 + 7919 * at}" for at in range(ROWS)],
}
CLEAN = {
    "number": NUMBERS,
    "levels": LEVELS,
    "day": DAYS,
    "moment": [f"{day} 0{at % 10}:15:00" for at, day in enumerate(DAYS)],
    "negative": (NUMBERS - 50).round(2),
    "weight (kg)": [f"{value:.1f} kg" for value in SIZES],
    "price": [f"${value:.2f}" for value in SIZES],
    "version": [f"1.{at % 3}.{at % 5}" for at in range(ROWS)],
    "city": RNG.choice(["München", "São Paulo", "Łódź", "서울"], ROWS),
    "span": RNG.choice(["< 1 year", "1 - 4 years", "> 7 years"], ROWS),
    "rating": RNG.integers(1, 6, ROWS),
    "rooms": RNG.integers(1, 9, ROWS),
    "since": [f"{1900 + at % 100}-01-01" for at in range(ROWS)],
    "two humps": np.where(np.arange(ROWS) % 2, RNG.normal(20, 1, ROWS), RNG.normal(60, 9, ROWS)).round(2),
}


def names_of(paper, column):
    return {item.name for item in paper.findings if column in item.columns}


@pytest.mark.parametrize("name", TROUBLED)
def test_a_trouble_is_named_with_its_column(tmp_path, name):
    paper = profile_of(tmp_path, {"x": TROUBLED[name], "a": NUMBERS, "b": LEVELS})
    (finding,) = [item for item in paper.findings if item.name == name]

    assert finding.columns == ("x",)
    assert 20 < len(finding.evidence) <= 160


@pytest.mark.parametrize("column", CLEAN)
def test_a_clean_column_is_left_alone(tmp_path, column):
    paper = profile_of(tmp_path, {column: CLEAN[column], "a": RNG.normal(0, 1, ROWS).round(4)})

    assert names_of(paper, column) <= {"time_column", "packed_codes"}


def test_columns_of_codes_are_told_by_name_and_amounts_are_not(tmp_path):
    table = {"MS SubClass": RNG.choice([20, 30, 60, 120], ROWS), "Area": RNG.choice([20, 30, 60, 120], ROWS)}
    (finding,) = [item for item in profile_of(tmp_path, table).findings if item.name == "numeric_codes"]

    assert finding.columns == ("MS SubClass",)


def test_columns_missing_in_the_same_rows_are_one_group(tmp_path):
    gaps = np.arange(ROWS) % 10 == 3
    table = {
        "a": np.where(gaps, np.nan, NUMBERS),
        "b": np.where(gaps, "", LEVELS),
        "c": np.where(np.arange(ROWS) % 10 == 4, np.nan, NUMBERS[::-1]),
    }
    (finding,) = [item for item in profile_of(tmp_path, table).findings if item.name == "missing_together"]

    assert finding.columns == ("a", "b")
    assert "40 of 400 rows" in finding.evidence


def test_cells_of_blanks_are_counted(tmp_path):
    table = {"x": mixed(NUMBERS, ["  "]), "a": LEVELS}
    (finding,) = [item for item in profile_of(tmp_path, table).findings if item.name == "missing_codes"]

    assert "'  ' (20 rows)" in finding.evidence


def test_what_many_columns_share_is_said_once(tmp_path):
    table = {f"x{at}": np.exp(np.roll(NUMBERS, at) / 4 + at).round(3) for at in range(6)}
    (finding,) = [item for item in profile_of(tmp_path, table).findings if item.name == "skewed"]

    assert tuple(table) == finding.columns
    assert finding.evidence.endswith("columns more")
    assert len(finding.evidence) <= 170


def _names(folder, values):
    paper = profile_of(folder, {"value": values, "x": np.random.default_rng(3).normal(0, 1, len(values)).round(3)})
    return {item.name for item in paper.findings if item.columns == ("value",)}


@pytest.mark.parametrize("code", [-1, -7, -9])
def test_the_only_negative_digit_apart_from_counts_is_a_code(tmp_path, code):
    values = np.random.default_rng(2).poisson(7, 800) + 1
    values[::40] = code

    assert "sentinel_number" in _names(tmp_path, values)


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(2).integers(-1, 12, 800),  # floors of a house
        np.random.default_rng(2).integers(-9, 12, 800),  # degrees
        np.r_[np.full(20, -1), np.arange(0, 780)],
    ],
)
def test_negative_digits_among_their_neighbours_count(tmp_path, values):
    assert "sentinel_number" not in _names(tmp_path, values)


def test_a_flag_that_is_ticked_or_left_blank_is_not_missing(tmp_path):
    ticked = np.random.default_rng(4).random(800)

    assert "high_missing" not in _names(tmp_path, np.where(ticked < 0.1, "yes", ""))
    assert "high_missing" in _names(tmp_path, np.where(ticked < 0.1, "yes", np.where(ticked < 0.2, "no", "")))


def test_columns_that_are_hardly_filled_are_not_missing_together_by_that(tmp_path):
    chance = np.random.default_rng(5)
    filled = [np.where(chance.random(800) < 0.02, chance.choice(["a", "b"], 800), "") for _ in range(2)]
    paper = profile_of(tmp_path, {"one": filled[0], "other": filled[1], "x": chance.normal(0, 1, 800)})

    assert [item for item in paper.findings if item.name == "missing_together"] == []


def test_blanks_are_shown_where_levels_differ_in_them_only(tmp_path):
    paper = profile_of(tmp_path, {"town": ["New York"] * 30 + ["New  York"] * 30, "x": np.arange(60) / 7})
    (finding,) = [item for item in paper.findings if item.name == "case_variants"]

    assert "'New␣York', 'New␣␣York'" in finding.evidence


def test_numbers_at_the_end_of_what_floats_hold_do_not_overflow(tmp_path):
    values = np.random.default_rng(6).choice([8e307, -8e307, 7e307, -7e307, 1.5], 400)

    assert "mixed_units" not in _names(tmp_path, values)
