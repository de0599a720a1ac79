"""Troubles of the data: each is seen in a table that has it, and what is done about it stands in the spec."""

import numpy as np
import pytest
from pydantic import ValidationError

from mlwright.features import from_markdown, to_markdown, write_spec
from mlwright.specs import Choice
from tests.profiling.worlds import profile_of

ROWS = 400
CODES = {
    "label_noise": "label_conflicts",
    "imbalance": "class_imbalance",
    "missing": "high_missing",
    "outliers": "outliers",
    "correlated": "redundant_columns",
}


def quiet():
    """A table with none of the troubles."""
    rng = np.random.default_rng(7)
    a, b = rng.normal(0, 1, ROWS).clip(-3, 3).round(4), rng.normal(0, 1, ROWS).clip(-3, 3).round(4)
    return {"a": a, "b": b, "c": rng.integers(0, 5, ROWS), "y": np.where(a + b > 0, "yes", "no")}


def conflicting(table):
    again = {name: np.concatenate([values, values[:20]]) for name, values in table.items()}
    again["y"][-20:] = np.where(again["y"][-20:] == "yes", "no", "yes")
    return again


def imbalanced(table):
    return {**table, "y": np.where(table["a"] > np.quantile(table["a"], 0.96), "yes", "no")}


def with_gaps(table):
    values = table["b"].astype(object).copy()
    values[: int(ROWS * 0.6)] = ""
    return {**table, "b": values}


def far(table):
    values = table["b"].copy()
    values[:3] = 900.5
    return {**table, "b": values}


def together(table):
    noise = np.random.default_rng(8).normal(0, 0.05, ROWS)
    return {**table, "b": (table["a"] * 3 + noise).round(4)}


MAKERS = {
    "label_noise": conflicting,
    "imbalance": imbalanced,
    "missing": with_gaps,
    "outliers": far,
    "correlated": together,
}


@pytest.mark.parametrize("trouble", MAKERS)
def test_a_trouble_is_seen_and_the_choice_about_it_recorded(tmp_path, trouble):
    paper = profile_of(tmp_path, MAKERS[trouble](quiet()), target="y")
    spec = write_spec(paper)
    chosen = {item.about: item for item in spec.choices}

    assert {item.name for item in paper.findings} & set(CODES.values()) == {CODES[trouble]}
    assert list(chosen) == list(CODES)
    assert {name for name, item in chosen.items() if item.seen != "no sign of it"} == {trouble}
    assert len(chosen[trouble].choice) > 20
    assert from_markdown(to_markdown(spec)) == spec
    assert "## Choices (5)" in to_markdown(spec)


def test_nothing_is_seen_in_a_quiet_table(tmp_path):
    paper = profile_of(tmp_path, quiet(), target="y")

    assert {item.name for item in paper.findings} & set(CODES.values()) == set()
    assert {item.seen for item in write_spec(paper).choices} == {"no sign of it"}


def test_conflicts_are_counted_and_names_of_rows_do_not_hide_them(tmp_path):
    table = conflicting(quiet())
    table["row_id"] = np.array([f"r{number:05}" for number in range(ROWS + 20)])
    (finding,) = [item for item in profile_of(tmp_path, table, target="y").findings if item.name == "label_conflicts"]

    assert finding.evidence.startswith("40 of 420 rows are alike")


def test_an_amount_has_no_classes_to_be_noisy_or_rare(tmp_path):
    table = quiet() | {"y": np.random.default_rng(1).normal(0, 1, ROWS).round(4)}
    chosen = {item.about for item in write_spec(profile_of(tmp_path, table, target="y")).choices}

    assert chosen == {"missing", "outliers", "correlated"}


def test_a_choice_cannot_be_left_blank():
    with pytest.raises(ValidationError, match="at least 1 character"):
        Choice(about="missing", seen="a gap", choice="")
