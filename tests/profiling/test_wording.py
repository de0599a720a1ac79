"""What findings say can be taken at its word: of all rows, of the rows looked at, or about."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright.profiling import profile_table
from mlwright.profiling.columns import sample
from mlwright.profiling.findings.figures import all_rows, different, looked_at
from mlwright.profiling.findings.values.told_once import told_once
from mlwright.specs import Column, Finding, Profile, found
from tests.profiling.worlds import profile_of

ROWS = 6000
RNG = np.random.default_rng(5)
A, B = RNG.integers(0, 100, ROWS), RNG.integers(0, 90, ROWS)
MANY: dict[str, object] = {
    "city": [f"town{at}" for at in RNG.integers(0, 200, ROWS)],
    "amount": np.exp(RNG.normal(3, 1.6, ROWS)).round(2),
    "a": A,
    "b": B,
    "total": A + B,
}


@pytest.fixture
def few_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of a sixth of the rows."""
    monkeypatch.setattr(sample, "SAMPLE_ROWS", 1000)
    monkeypatch.setattr(sample, "_FEWEST_ROWS", 1000)


def _evidence(paper: Profile, name: str) -> list[str]:
    return [item.evidence for item in paper.findings if item.name == name]


@pytest.mark.usefixtures("few_looked_at")
def test_counts_of_a_sample_say_so_and_figures_of_the_column_are_exact(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, MANY, "total")

    assert paper.figures.sampled_rows == 1000
    assert _evidence(paper, "high_cardinality") == ["'city' has 200 levels of 30.0 rows each"]
    assert "among the 1,000 rows looked at" in _evidence(paper, "outliers")[0]
    assert (
        _evidence(paper, "label_among_features")
        == ["'total' = 'a' + 'b' in all 1,000 rows looked at, but for rounding"] * 2
    )


def test_counts_of_all_rows_need_no_such_words(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, MANY, "total")

    assert [item.evidence for item in paper.findings if "looked at" in item.evidence] == []
    assert _evidence(paper, "label_among_features") == ["'total' = 'a' + 'b' in all 6,000 rows, but for rounding"] * 2


def test_a_sum_that_fails_in_some_rows_says_in_how_many_it_holds(tmp_path: Path) -> None:
    total = A + B
    total[7::1000] += 5
    (why, _) = _evidence(profile_of(tmp_path, {**MANY, "total": total}, "total"), "label_among_features")

    assert "in 99.9% of 6,000 rows" in why


def test_a_sum_that_fails_beyond_the_rows_first_looked_at_is_none(tmp_path: Path) -> None:
    total = A + B
    total[1::3] += RNG.integers(1, 40, len(total[1::3]))  # every third row is tried, and these are not

    assert _evidence(profile_of(tmp_path, {**MANY, "total": total}, "total"), "label_among_features") == []


def test_the_words_for_how_sure_a_number_is() -> None:
    column = Column(name="a", position=0, kind="category", missing=0, missing_share=0, distinct=4200)

    assert (looked_at(50, 50), looked_at(50, 90)) == ("", " among the 50 rows looked at")
    assert (all_rows(50, 50, 50), all_rows(40, 50, 90)) == ("all 50 rows", "all 40 rows looked at")
    assert different(column) == "4,200"
    assert different(column.model_copy(update={"distinct_is": "approximate"})) == "about 4,200"


def _pairs(folder: Path, columns: Mapping[str, object]) -> list[str]:
    return _evidence(profile_of(folder, columns), "redundant_columns")


def test_pairs_are_told_from_the_strongest_on_and_multiples_as_such(tmp_path: Path) -> None:
    one = RNG.normal(0, 1, 900).round(3)
    columns = {
        "one": one,
        "near": one + RNG.normal(0, 0.2, 900).round(3),
        "nearer": one + RNG.normal(0, 0.05, 900).round(3),
        "triple": (3 * one).round(3),
    }
    exact, near = _pairs(tmp_path, columns)

    assert exact == "Columns hold the same in another scale, but for rounding: 'triple' = 3·'one'"
    assert "'one' with (+1.00) 'nearer'" in near.partition(",")[0]


def test_a_column_that_only_rises_with_another_is_no_multiple(tmp_path: Path) -> None:
    one = RNG.uniform(1, 2, 900).round(3)

    assert [why.partition(":")[0] for why in _pairs(tmp_path, {"one": one, "square": (one**1.3).round(4)})] == [
        "Columns rise and fall together"
    ]


def test_a_level_of_several_columns_in_the_same_rows_is_told_once(tmp_path: Path) -> None:
    without = RNG.random(1200) < 0.2
    columns = {
        name: np.where(without, "no internet", RNG.choice(["yes", "no"], 1200)) for name in ("tv", "backup", "films")
    }
    (why,) = _pairs(tmp_path, {"x": RNG.normal(0, 1, 1200).round(3), **columns})

    assert f"The same {without.sum():,} of 1,200 rows hold 'no internet' in 'tv', 'backup', 'films'" == why


def test_a_level_of_several_columns_in_other_rows_is_not(tmp_path: Path) -> None:
    columns = {name: RNG.choice(["none", "yes", "no"], 1200) for name in ("tv", "backup", "films")}

    assert _pairs(tmp_path, {"x": RNG.normal(0, 1, 1200).round(3), **columns}) == []


def test_a_row_without_any_value_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    frame = pd.DataFrame({"a": RNG.normal(0, 1, 60), "b": RNG.choice(["x", "y"], 60)})
    path.write_text(frame.to_csv(index=False) + ",\n")
    other = tmp_path / "u.csv"
    other.write_text(frame.to_csv(index=False) + "1,\n")

    assert _evidence(profile_table(path), "blank_rows") == ["1 of 61 rows holds no value in any column (row 61)"]
    assert _evidence(profile_table(other), "blank_rows") == []


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([found("known_after_outcome", "", ("a",), sure=True)], ["skewed"]),
        ([found("missing_tells_target", "", ("a",))], ["skewed"]),
        ([found("missing_tells_target", "", ("a",), severity="info")], ["high_missing", "skewed"]),
        ([found("known_after_outcome", "", ("b",), sure=True)], ["high_missing", "skewed"]),
        ([], ["high_missing", "skewed"]),
    ],
)
def test_what_a_graver_finding_says_is_not_said_again(told: list[Finding], left: list[str]) -> None:
    items = [found("high_missing", "", ("a",)), found("skewed", "", ("a",))]

    assert left == [item.name for item in told_once(items, told)]


def test_blanks_beside_classes_and_stretches_of_classes_are_said_in_words(tmp_path: Path) -> None:
    label = np.sort(RNG.choice(["no", "yes"], 900, p=(0.7, 0.3)))
    note = np.where((label == "yes") & (RNG.random(900) < 0.6), np.nan, RNG.normal(0, 1, 900).round(2))
    paper = profile_of(tmp_path, {"x": RNG.normal(0, 1, 900).round(3), "note": note, "label": label}, "label")

    assert "of the rows with 'yes', in 0% of those with 'no'" in _evidence(paper, "missing_tells_target")[0]
    assert _evidence(paper, "index_in_class_order") == [
        "each class stands in one stretch of rows: the row number tells the class"
    ]


def test_an_index_that_starts_again_says_how_often(tmp_path: Path) -> None:
    once = profile_of(tmp_path, {"x": RNG.normal(0, 1, 200), "at": [*range(120), *range(80)]})
    thrice = profile_of(tmp_path, {"x": RNG.normal(0, 1, 200), "at": [*range(20), *range(30), *range(90), *range(60)]})

    assert "starts again once," in _evidence(once, "running_index")[0]
    assert "starts again 3 times," in _evidence(thrice, "running_index")[0]
