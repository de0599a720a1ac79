"""Rows that repeat, nearly or exactly, and columns that say the same."""

import numpy as np
import pytest

from tests.profiling.worlds import profile_of

ROWS = 600


def table(seed=5, rows=ROWS):
    rng = np.random.default_rng(seed)
    return {
        **{f"n{at}": rng.normal(0, 1, rows).round(4) for at in range(6)},
        **{f"c{at}": rng.choice(["Red One", "Blue Two", "Green Six", "Grey Nine"], rows) for at in range(4)},
        "y": rng.choice(["no", "yes"], rows),
    }


def again(columns, count=12):
    return {name: np.concatenate([values, values[:count]]) for name, values in columns.items()}


def one_cell(columns):
    columns["n2"][-12:] += 0.5
    return columns


def two_cells(columns):
    columns["n0"][-12:] += 0.5
    columns["c1"][-12:] = "Pink Ten"
    return columns


def case_and_blanks(columns):
    for name in ("c0", "c1", "c2", "c3"):
        columns[name] = np.array(
            [*columns[name][:-12], *(text.upper().replace(" ", "  ") for text in columns[name][-12:])]
        )
    return columns


def rounding(columns):
    for name in (f"n{at}" for at in range(6)):
        columns[name][-12:] = columns[name][-12:].round(3)
    return columns


def other_label(columns):
    columns["n1"][-12:] += 0.25
    columns["y"][-12:] = np.where(columns["y"][-12:] == "yes", "no", "yes")
    return columns


def found_in(tmp_path, columns, target="y"):
    return {item.name: item for item in profile_of(tmp_path, columns, target=target).findings}


@pytest.mark.parametrize("change", [one_cell, two_cells, case_and_blanks, rounding, other_label])
@pytest.mark.parametrize("with_id", [False, True])
def test_near_copies_are_counted_with_their_rows(tmp_path, change, with_id):
    columns = change(again(table()))
    if with_id:
        columns["row_id"] = np.array([f"r{at:05}" for at in range(ROWS + 12)])
    finding = found_in(tmp_path, columns)["near_duplicate_rows"]

    least = 12 if change is not rounding else 9
    assert least <= int(finding.evidence.split()[0]) <= 12
    assert "rows 1/601 and 2/602" in finding.evidence or change is rounding
    assert ("12 with another target" in finding.evidence) == (change is other_label)


@pytest.mark.parametrize("seed", range(4))
def test_rows_that_share_what_chance_shares_are_no_copies(tmp_path, seed):
    assert not {"near_duplicate_rows", "duplicate_rows", "redundant_columns"} & set(found_in(tmp_path, table(seed)))


def test_few_levels_make_no_near_copies(tmp_path):
    rng = np.random.default_rng(2)
    columns = {f"c{at}": rng.choice(list("abc"), ROWS) for at in range(8)} | {"y": rng.choice(["no", "yes"], ROWS)}

    assert "near_duplicate_rows" not in found_in(tmp_path, columns)


def test_rows_of_one_day_that_share_its_properties_are_no_copies(tmp_path):
    rng = np.random.default_rng(4)
    day = np.repeat(np.arange(60), 10)
    columns = {f"d{at}": rng.normal(0, 1, 60).round(3)[day] for at in range(8)}
    columns |= {
        "hour": np.tile(np.arange(10), 60),
        "n": rng.normal(0, 1, 600).round(3),
        "y": rng.choice(["no", "yes"], 600),
    }

    assert "near_duplicate_rows" not in found_in(tmp_path, columns)


def test_exact_copies_are_counted_with_and_without_the_target(tmp_path):
    columns = again(table())
    columns["y"][-4:] = np.where(columns["y"][-4:] == "yes", "no", "yes")
    found = found_in(tmp_path, columns)

    assert found["duplicate_rows"].evidence == "8 of 612 rows repeat an earlier row exactly; 12 when 'y' is left out"
    assert found["label_conflicts"].evidence.startswith("8 of 612 rows are alike")
    assert "near_duplicate_rows" not in found


def test_an_id_does_not_hide_copies(tmp_path):
    columns = again(table()) | {"row_id": np.array([f"r{at:05}" for at in range(ROWS + 12)])}

    assert found_in(tmp_path, columns)["duplicate_rows"].evidence.startswith(
        "12 of 612 rows repeat an earlier row in all"
    )


def test_a_level_that_follows_from_another_is_redundant(tmp_path):
    rng = np.random.default_rng(9)
    city = rng.choice([f"city {at}" for at in range(20)], ROWS)
    columns = table() | {"city": city, "country": np.array([f"land {int(text.split()[1]) % 4}" for text in city])}
    finding = found_in(tmp_path, columns)["redundant_columns"]

    assert {"city", "country"} == set(finding.columns)
    assert "'country' follows from 'city'" in finding.evidence


def test_what_belongs_to_an_entity_is_not_redundant_to_its_id(tmp_path):
    who = np.random.default_rng(9).integers(0, 40, ROWS)
    columns = table() | {"customer_id": np.array([f"k{at}" for at in who]), "region": np.array(["n", "s"])[who % 2]}

    assert "redundant_columns" not in found_in(tmp_path, columns)


def test_numbers_that_rise_together_are_redundant_and_weaker_ones_are_not(tmp_path):
    columns = table()
    columns["close"] = (np.exp(columns["n0"]) + 0.01).round(4)
    columns["loose"] = (columns["n1"] + np.random.default_rng(1).normal(0, 0.7, ROWS)).round(4)
    finding = found_in(tmp_path, columns)["redundant_columns"]

    assert finding.columns == ("n0", "close")
