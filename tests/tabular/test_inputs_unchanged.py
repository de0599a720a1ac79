"""No transform of ours changes what it is given: tables, labels and options are hashed before and after."""

import copy
import hashlib
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from mlwright.tabular import calibration, columns, folds, forecasting, search, table
from mlwright.tabular.baselines import RandomDraw

CELLS = st.text(alphabet="ab 01.,-?€é\n", max_size=6)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True, width=32)


@st.composite
def frames(draw):
    """A table as it is read (text), one as pandas may hold it (typed), with an index of its own."""
    rows = draw(st.integers(12, 30))
    texts = st.lists(CELLS, min_size=rows, max_size=rows)
    frame = pd.DataFrame(
        {
            "number": draw(st.lists(NUMBERS, min_size=rows, max_size=rows)),
            "amount": [f"{value} €" for value in range(rows)],
            "level": draw(texts),
            "note": draw(texts),
            "group": [f"g{number // 2}" for number in range(rows)],
            "day": pd.date_range("2024-01-31", periods=rows, freq="D").strftime("%Y-%m-%d"),
        }
    )
    frame.index = pd.Index(range(100, 100 + rows))
    return frame


def fingerprint(*values):
    """A hash of tables with their types, index and column order, of arrays, and of plain options."""
    return hashlib.sha256(repr([_state(value) for value in values]).encode()).hexdigest()


def _state(value):
    if isinstance(value, pd.DataFrame):
        return [_state(value[name]) for name in value]
    if isinstance(value, pd.Series):
        return (value.name, str(value.dtype), list(map(repr, value)), list(map(repr, value.index)))
    if isinstance(value, np.ndarray):
        return (str(value.dtype), value.shape, value.tobytes())
    return json.dumps(value, sort_keys=True)


def typed(frame, label, options):
    return columns.TypedColumns(**options).fit(frame, label).transform(frame)


def parted(strategy, column=None):
    def part(frame, label, options):
        split = {"strategy": strategy, "column": column, "test_size": 0.25, "folds": 2, "horizon": 1, "season": 1}
        numbers = folds.assign_folds(frame, label, split, 0)
        return folds.fold_pairs(numbers[numbers >= 0], strategy)

    return part


def forecast(model):
    def run(frame, label, options):
        return model.fit(frame, np.arange(len(frame)) + 1.0).predict(frame)

    return run


def searched(frame, label, options):
    pairs = [(np.arange(0, 8), np.arange(8, len(frame))), (np.arange(4, len(frame)), np.arange(0, 4))]
    model = make_pipeline(columns.TypedColumns(numbers=["amount"], units={"amount": "€"}), LogisticRegression())

    def score(truth, proba):
        return -calibration.calibration_error(truth.to_numpy() == "yes", proba[:, 1])

    return search.cross_validate(
        "a", "model", model, frame, label, pairs, score, ["no", "yes"], True, lambda line: None
    )


TRANSFORMS = {
    "TypedColumns": typed,
    "as_text": lambda frame, label, options: [table.as_text(frame[name]) for name in frame],
    "as_label": lambda frame, label, options: table.as_label(frame["level"], ["?"]),
    "as_number": lambda frame, label, options: [
        table.as_number(frame["number"], ["0"]),
        table.as_number(frame["amount"], ["0 €"], "€", ",", "."),
    ],
    "as_date": lambda frame, label, options: [
        table.as_date(frame["day"], "%Y-%m-%d", ["?"]),
        table.as_date(pd.to_datetime(frame["day"]), None),
    ],
    "stratified folds": parted("stratified"),
    "group folds": parted("group", "group"),
    "time folds": parted("time", "day"),
    "folds of copies": parted("duplicates"),
    "seasonal forecast": forecast(forecasting.SeasonalNaive("day", "%Y-%m-%d", 3)),
    "trend forecast": forecast(forecasting.TrendSeason("day", "%Y-%m-%d", 3)),
    "lag forecast": forecast(forecasting.LagForecaster(None, "day", "%Y-%m-%d", 3, 2)),
    "random draw": lambda frame, label, options: RandomDraw(0).fit(frame, np.arange(len(frame))).predict(frame),
    "search": searched,
}


def changed(transform, frame):
    """Whether a transform changed the table, the labels or the options that it was given."""
    label = pd.Series(np.where(np.arange(len(frame)) % 3 == 0, "yes", "no"), index=frame.index, name="y")
    options = {
        "numbers": ["number", "amount"],
        "levels": ["level"],
        "texts": ["note"],
        "dates": {"day": "%Y-%m-%d"},
        "missing_codes": {"number": ["0"], "level": ["?"]},
        "units": {"amount": "€"},
    }
    kept = copy.deepcopy((frame, label, options))
    before = fingerprint(frame, label, options)
    with np.errstate(all="ignore"):
        transform(frame, label, options)
    assert before == fingerprint(*kept)
    return before != fingerprint(frame, label, options)


@pytest.mark.parametrize("name", TRANSFORMS)
@given(frame=frames())
@settings(max_examples=15, deadline=None)
def test_a_transform_leaves_its_inputs_as_they_are(name, frame):
    assert not changed(TRANSFORMS[name], frame)


def fills_in_place(frame, label, options):
    frame["number"] = frame["number"].fillna(0.5)


def adds_a_column(frame, label, options):
    frame["twice"] = frame["group"]


def turns_the_index(frame, label, options):
    frame.index = frame.index[::-1]


def retypes(frame, label, options):
    frame["number"] = frame["number"].astype("float64").astype("float32")


def orders_columns(frame, label, options):
    frame.insert(0, "day", frame.pop("day"))


def changes_a_label(frame, label, options):
    label.iloc[0] = "maybe"


def changes_an_option(frame, label, options):
    options["missing_codes"]["level"].append("x")


@pytest.mark.parametrize(
    "stub",
    [fills_in_place, adds_a_column, turns_the_index, retypes, orders_columns, changes_a_label, changes_an_option],
)
def test_a_transform_that_changes_its_input_is_caught(stub):
    frame = pd.DataFrame({"number": [1.0, np.nan, 3.0], "level": list("abc"), "group": list("xyz"), "day": list("123")})

    assert changed(stub, frame)
