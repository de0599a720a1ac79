import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlwright.tabular.folds import TEST, assign_folds, fold_pairs


def rule(strategy, **more):
    return {"strategy": strategy, "column": None, "test_size": 0.25, "folds": 3, **more}


def test_each_part_gets_its_share_of_each_class():
    target = pd.Series(["a"] * 300 + ["b"] * 90 + ["c"] * 10)
    folds = assign_folds(pd.DataFrame({"x": range(400)}), target, rule("stratified"), seed=0)

    shares = pd.crosstab(target, folds, normalize="index")
    assert shares[TEST].between(0.2, 0.3).all()
    assert (pd.crosstab(target, folds) > 0).all().all()


def test_a_class_with_a_single_row_stays_in_the_training_part():
    target = pd.Series(["a"] * 50 + ["b"] * 49 + ["lone"])
    for seed in range(20):
        folds = assign_folds(pd.DataFrame({"x": range(100)}), target, rule("stratified"), seed=seed)
        assert folds[-1] != TEST


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=40, max_size=80), st.integers(0, 5))
def test_no_group_stands_on_two_sides(groups, seed):
    table = pd.DataFrame({"g": [f"g{group}" for group in groups]})
    if table["g"].nunique() < 4:
        return
    folds = assign_folds(table, pd.Series(range(len(groups)), dtype=float), rule("group", column="g"), seed)

    assert pd.Series(folds).groupby(table["g"]).nunique().max() == 1
    assert (folds == TEST).any()


def test_copies_of_a_row_stay_together_even_when_their_targets_differ():
    table = pd.DataFrame({"x": [str(i % 20) for i in range(60)], "y": ["1", "2", "3"] * 20})
    folds = assign_folds(table, table["y"], rule("duplicates"), seed=1)

    assert pd.Series(folds).groupby(table["x"]).nunique().max() == 1
    assert (folds == TEST).any()
    # split row by row, copies would stand on both sides
    loose = assign_folds(table, table["y"], rule("stratified"), seed=1)
    assert pd.Series(loose).groupby(table["x"]).nunique().max() > 1


def test_in_time_order_every_model_is_validated_and_tested_on_later_rows():
    days = pd.date_range("2024-01-01", periods=50).repeat(4)
    table = pd.DataFrame({"day": days.strftime("%Y-%m-%d")}).sample(frac=1, random_state=0).reset_index(drop=True)
    folds = assign_folds(
        table, pd.Series(0.0, index=table.index), rule("time", column="day", date_format="%Y-%m-%d"), 0
    )

    assert table["day"][folds == TEST].min() > table["day"][folds != TEST].max()
    for train, valid in fold_pairs(folds[folds != TEST], "time"):
        inner = table["day"][folds != TEST].reset_index(drop=True)
        assert inner[valid].min() > inner[train].max()


def test_a_forecast_is_tested_on_the_last_periods():
    table = pd.DataFrame({"m": pd.date_range("2015-01-01", periods=96, freq="MS").strftime("%Y-%m")})
    split = rule("forecast", column="m", date_format="%Y-%m", horizon=12, season=12)
    folds = assign_folds(table, pd.Series(0.0, index=table.index), split, 0)

    assert list(np.flatnonzero(folds == TEST)) == list(range(84, 96))
    assert len(fold_pairs(folds[:84], "forecast")) == 3


def test_too_short_a_series_is_refused_with_the_length_it_needs():
    table = pd.DataFrame({"m": pd.date_range("2015-01-01", periods=30, freq="MS").strftime("%Y-%m")})
    split = rule("forecast", column="m", date_format="%Y-%m", horizon=12, season=12)
    with pytest.raises(ValueError, match="at least 48"):
        assign_folds(table, pd.Series(0.0, index=table.index), split, 0)


def test_the_same_seed_gives_the_same_split_and_another_seed_another():
    target, table = pd.Series(["a", "b"] * 50), pd.DataFrame({"x": range(100)})
    first, again, other = (assign_folds(table, target, rule("stratified"), seed) for seed in (1, 1, 2))

    assert (first == again).all()
    assert (first != other).any()
