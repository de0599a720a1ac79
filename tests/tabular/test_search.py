import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mlwright.tabular.search import aligned, cross_validate, greedy_weights, search, worth_it


def world(rows=120):
    chance = np.random.default_rng(0)
    X = pd.DataFrame(chance.normal(size=(rows, 3)), columns=list("abc"))
    y = X["a"] * 2 + chance.normal(size=rows) * 0.1
    parts = np.arange(rows) % 3
    pairs = [(np.flatnonzero(parts != k), np.flatnonzero(parts == k)) for k in range(3)]
    return X, y, pairs


def rmse(truth, prediction):
    return float(np.sqrt(mean_squared_error(truth, prediction)))


def test_fold_scores_are_those_of_models_that_never_saw_the_fold():
    X, y, pairs = world()
    result = cross_validate("linear", "candidate", LinearRegression(), X, y, pairs, rmse, None, False, log=str)

    expected = [rmse(y.iloc[v], LinearRegression().fit(X.iloc[t], y.iloc[t]).predict(X.iloc[v])) for t, v in pairs]
    np.testing.assert_allclose(result.scores, expected)
    assert result.mean == float(np.mean(expected))


def test_the_score_on_known_rows_is_that_of_the_fold_models_on_their_own_rows():
    X, y, pairs = world()
    model = make_pipeline(StandardScaler(), HistGradientBoostingRegressor(max_iter=30, learning_rate=0.5))
    found = cross_validate("boosting", "candidate", model, X, y, pairs, rmse, None, False, log=str)
    bounded = cross_validate(
        "boosting", "candidate", model, X, y, pairs, rmse, None, False, train_rows=20, log=str
    )  # fmt: skip

    best = make_pipeline(StandardScaler(), HistGradientBoostingRegressor(max_iter=found.rounds, learning_rate=0.5))
    models = [best.fit(X.iloc[t], y.iloc[t]).predict(X.iloc[t]) for t, _ in pairs]
    expected = [rmse(y.iloc[t], values) for (t, _), values in zip(pairs, models, strict=True)]
    np.testing.assert_allclose(found.train, np.mean(expected))
    assert found.train < found.mean
    assert bounded.train not in (None, found.train)
    assert bounded.scores == found.scores


def test_known_rows_are_not_scored_where_that_means_nothing():
    X, y, pairs = world()
    asked_not_to = cross_validate(
        "linear", "candidate", LinearRegression(), X, y, pairs, rmse, None, False, train_rows=0, log=str
    )
    labels = pd.Series(["rare", *["a", "b"] * 30])
    frame = pd.DataFrame({"x": range(61)})
    absent = cross_validate(
        "prior", "baseline", DummyClassifier(), frame, labels, [(np.arange(40), np.arange(40, 61))],
        lambda t, p: log_loss(t, np.clip(p, 1e-15, 1), labels=["a", "b", "rare"]), ["a", "b", "rare"], False,
        train_rows=1, log=str,
    )  # fmt: skip

    assert (asked_not_to.train, absent.train) == (None, None)


def test_the_number_of_rounds_is_the_one_with_the_best_mean_over_the_folds():
    X, y, pairs = world()
    model = make_pipeline(StandardScaler(), HistGradientBoostingRegressor(max_iter=60, learning_rate=0.5))
    result = cross_validate("boosting", "candidate", model, X, y, pairs, rmse, None, False, log=str)

    def mean_after(rounds):
        scores = []
        for train, valid in pairs:
            part = make_pipeline(StandardScaler(), HistGradientBoostingRegressor(max_iter=rounds, learning_rate=0.5))
            scores.append(rmse(y.iloc[valid], part.fit(X.iloc[train], y.iloc[train]).predict(X.iloc[valid])))
        return np.mean(scores)

    means = {rounds: mean_after(rounds) for rounds in range(10, 61, 10)}
    assert result.rounds == min(means, key=means.get)
    np.testing.assert_allclose(result.mean, means[result.rounds])


def test_rounds_are_also_found_behind_a_transformed_target():
    X, y, pairs = world()
    inner = make_pipeline(StandardScaler(), HistGradientBoostingRegressor(max_iter=30))
    model = TransformedTargetRegressor(inner, func=np.arcsinh, inverse_func=np.sinh)
    result = cross_validate("boosting_log", "candidate", model, X, y, pairs, rmse, None, False, log=str)

    assert result.rounds in (10, 20, 30)


def test_probabilities_stand_in_the_order_of_all_classes_and_add_up_to_one():
    proba = aligned(np.array([[0.25, 0.75]]), ["b", "a"], ["a", "missing", "b"])
    assert proba.tolist() == [[0.75, 0.0, 0.25]]


def test_a_class_that_a_fold_never_met_gets_probability_zero():
    X = pd.DataFrame({"x": range(6)})
    y = pd.Series(["a", "a", "b", "b", "a", "rare"])
    pairs = [(np.arange(5), np.array([5])), (np.array([0, 2, 5]), np.array([1, 3]))]
    result = cross_validate(
        "prior", "baseline", DummyClassifier(strategy="prior"), X, y, pairs,
        lambda t, p: log_loss(t, np.clip(p, 1e-15, 1), labels=["a", "b", "rare"]), ["a", "b", "rare"], False, log=str,
    )  # fmt: skip
    assert result.predictions[0, 2] == 0.0


def test_greedy_weights_leave_a_useless_member_out_and_never_lose_to_the_best_member():
    truth = np.array([0.0, 1.0, 2.0, 3.0])
    low, high, bad = truth - 1, truth + 1, truth * -5
    weights = greedy_weights([low, high, bad], truth, rmse, higher=False)

    assert weights.tolist() == [0.5, 0.5, 0.0]
    assert rmse(truth, weights @ np.array([low, high, bad])) == 0.0


def test_an_ensemble_that_gains_less_than_its_standard_error_is_not_worth_it():
    assert not worth_it([0.80, 0.82, 0.78], [0.81, 0.81, 0.79], higher=True)
    assert worth_it([0.80, 0.82, 0.78], [0.82, 0.84, 0.81], higher=True)
    assert worth_it([5.0, 4.0], [4.0, 3.0], higher=False)


def test_a_spent_budget_skips_candidates_but_never_the_first(capsys):
    X, y, pairs = world()
    results, choice = search(
        lambda name, params, seed: LinearRegression(),
        [("mean", "baseline", {}), ("one", "candidate", {}), ("two", "candidate", {})],
        X, y, pairs, score=rmse, higher=False, classes=None, seed=0, budget=-1.0, ensemble=True,
    )  # fmt: skip

    assert [result.name for result in results] == ["mean", "one"]
    assert choice["winner"] == "one"
    assert "two: skipped, the budget is spent" in capsys.readouterr().out
