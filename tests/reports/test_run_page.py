"""The run report answers first, shows evidence after, and never sells a number that was not verified."""

import re
from typing import Any

import pytest

from mlwright.errors import PaperError
from mlwright.reports import run_report
from mlwright.specs import CandidateResult
from tests.reports.small_papers import config_of, predictions_of, profile_of, run_of, spec_of, table, verdict_of

TASKS = ("binary", "multiclass", "regression", "forecasting")


def page(task: str = "binary", names: dict[str, Any] | None = None, **changes: Any) -> str:
    text = table(task, **(names or {}))
    profile = profile_of(text, task)
    spec = spec_of(profile, task)
    papers: dict[str, Any] = {
        "slug": "trial",
        "profile": profile,
        "spec": spec,
        "config": config_of(spec),
        "run": run_of(task),
        "verdict": verdict_of(),
        "predictions": predictions_of(text, task),
        "sample": text,
    }
    return run_report(**(papers | changes))


def titles(text: str) -> set[str]:
    return set(re.findall(r"<figure[^>]*><h3>(.*?)</h3>", text))


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("binary", {"ROC curve", "Precision and recall", "Calibration", "Confusion matrix"}),
        ("multiclass", {"Recall per class", "Calibration", "Confusion matrix"}),
        ("regression", {"Predicted against actual", "Residuals"}),
        ("forecasting", {"Forecast of outcome", "Predicted against actual", "Residuals"}),
    ],
)
def test_each_task_has_its_pictures(task: str, expected: set[str]) -> None:
    assert titles(page(task)) == expected | {"Candidates against baselines", "Target: outcome", "size", "level"}


def test_the_hero_says_score_interval_baseline_and_verdict() -> None:
    hero = page().split("<nav")[0]

    assert "Foretell the outcome" in hero
    assert '<div class="score">0.812</div>' in hero
    assert "95% interval 0.762 to 0.863" in hero
    assert "best baseline, constant, 0.500" in hero
    assert "Gates passed" in hero
    assert "60 train, 20 test" in hero


@pytest.mark.parametrize("task", TASKS)
def test_the_page_is_self_contained_small_and_repeatable(task: str) -> None:
    text = page(task)
    ids = re.findall(r'\sid="([^"]+)"', text)

    assert text == page(task)
    assert len(text) < 1_500_000
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
    assert not re.search(r"@import|url\((?!#)", text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_failed_gates_look_failed_and_say_why() -> None:
    text = page(verdict=verdict_of(passed=False, why="the test part was looked at six times"))
    hero = text.split("<nav")[0]

    assert "hero failed" in hero
    assert "✕ Gates failed" in hero
    assert "the test part was looked at six times" in hero
    assert 'class="lost"' in text
    assert "Gates passed" not in text
    assert "mlwright approve" not in text


@pytest.mark.parametrize("status", ["refused", "failed", "timeout", "interrupted"])
def test_a_run_that_is_not_verified_shows_its_reason_and_no_score(status: str) -> None:
    run = run_of(status=status, reason="predictions do not match", metrics={"roc_auc": 0.98765})
    text = page(run=run, verdict=verdict_of(passed=True))

    assert "No verified score" in text
    assert "predictions do not match" in text
    assert "0.988" not in text
    assert "Gates passed" not in text
    assert "linear_model" not in text
    assert "ROC curve" not in titles(text)


def test_a_score_below_the_baseline_is_called_that() -> None:
    better = CandidateResult(name="best_guess", role="baseline", test=0.9)
    worse = run_of(candidates=(*run_of().candidates, better))

    assert "does not beat the best baseline" in page(run=worse)
    assert "does not beat the best baseline" not in page()


def test_an_empty_run_still_renders() -> None:
    run = run_of(status="failed", reason="", metrics={}, intervals={}, candidates=(), checks=(), rows={}, winner="")
    bare = verdict_of(passed=False).model_copy(update={"results": ()})
    text = page(run=run, verdict=bare, predictions=None, sample=None)

    assert "Nothing was verified." in text
    assert "No gate was evaluated." in text


def test_leaks_lead_the_list_of_what_was_kept_out() -> None:
    kept_out = page().split('id="kept-out"')[1]

    assert kept_out.index("later") < kept_out.index("Every row has its own value.")


def test_names_levels_and_templates_from_data_stay_text() -> None:
    names = {
        "size": "<img src=x onerror=y>'\"{{ 7*7 }}",
        "level": "{% raw %}$a$&amp;",
        "levels": ("</svg><b>", "$x_1$"),
    }
    text = page(names=names)

    assert "<img" not in text
    assert "</svg><b>" not in text
    assert "{{ 7*7 }}" in text
    assert "{% raw %}$a$&amp;amp;" in text
    assert "$x_1$" in text
    assert "&lt;/svg&gt;&lt;b&gt;" in text


def test_probabilities_that_are_lacking_cost_only_their_curves() -> None:
    predictions = predictions_of(table())[["row", "y_true", "prediction"]]

    assert "Confusion matrix" in titles(page(predictions=predictions))
    assert "ROC curve" not in titles(page(predictions=predictions))


def test_predictions_without_truth_are_refused_by_name() -> None:
    with pytest.raises(PaperError, match="no column 'y_true'"):
        page(predictions=predictions_of(table()).drop(columns="y_true"))


def test_a_sample_without_every_row_draws_no_seasonal_naive() -> None:
    text = table("forecasting")

    assert "the last season repeated" in page("forecasting")
    assert "the last season repeated" not in page("forecasting", sample=text.iloc[::2])


def test_many_classes_are_put_together() -> None:
    text = table("multiclass")
    predictions = predictions_of(text, "multiclass")
    predictions["y_true"] = [f"kind {row}" for row in range(len(predictions))]

    assert "others" in page("multiclass", predictions=predictions)


def test_a_hopeless_baseline_does_not_squeeze_the_others() -> None:
    hopeless = CandidateResult(name="random", role="baseline", cv_mean=22.5, cv_sd=1.0, test=23.0)
    run = run_of("multiclass", candidates=(*run_of("multiclass").candidates, hopeless))

    assert ">22.5 →</text>" in page("multiclass", run=run)


def test_hashes_and_empty_findings_do_not_stretch_the_gate_table() -> None:
    results = tuple(
        verdict_of().results[0].model_copy(update={"value": value})
        for value in ("0123456789abcdef" * 4, [], None, 0.25)
    )
    text = page(verdict=verdict_of().model_copy(update={"results": results}))

    assert re.findall(r'<td class="num">(.*?)</td>', text.split('id="results"')[0]) == [
        "0123456789abc…",
        "–",
        "–",
        "0.250",
    ]
