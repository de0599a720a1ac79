"""A run goes on only when everything that was promised is there, unchanged, and good enough."""

import math

import pytest

from mlwright.gates import check
from mlwright.specs import (
    Candidate,
    CandidateResult,
    Check,
    DataSource,
    Environment,
    ExperimentConfig,
    Gate,
    Interval,
    Metrics,
    Policy,
    Run,
    Split,
    Verdict,
    fingerprint,
)
from mlwright.specs.metrics import in_short

ENVIRONMENT = Environment(python="3.11", platform="linux", cpu="any", cores=2, memory_gib=4.0, gpu=None, packages={})
BASELINES = (
    CandidateResult(name="random", role="baseline", cv_mean=17.0, test=17.1),
    CandidateResult(name="mean", role="baseline", cv_mean=12.6, test=12.7),
)


def make_config(policy: Policy | None = None, **changes) -> ExperimentConfig:
    values = {
        "name": "baseline",
        "task": "regression",
        "target": "total_UPDRS",
        "data": DataSource(path="t.csv", sha256="data", rows=100),
        "split": Split(strategy="group", reason="42 patients", column="subject#"),
        "metrics": Metrics(primary="rmse", report=("rmse", "mae", "mape")),
        "candidates": (Candidate(name="linear"),),
        "policy": policy or Policy(gates=(Gate(metric="mae", at_most=8.0), Gate(metric="r2", at_least=0.3))),
    }
    return ExperimentConfig.model_validate(values | changes)


def make_run(config: ExperimentConfig, **changes) -> Run:
    values = {
        "id": "exp-001-baseline",
        "status": "verified",
        "artifact": "a",
        "started": "t0",
        "ended": "t1",
        "seconds": 1.0,
        "seed": 0,
        "script_sha256": "script",
        "config_sha256": "config",
        "policy_sha256": fingerprint(config.policy),
        "data_sha256": "data",
        "primary": "rmse",
        "winner": "linear",
        "metrics": {"rmse": 9.0, "mae": 7.0, "r2": 0.5, "mape": None},
        "candidates": (*BASELINES, CandidateResult(name="linear", role="candidate", cv_mean=9.1, test=9.0)),
        "checks": (Check(name="metrics", passed=True, detail="recomputed"),),
        "environment": ENVIRONMENT,
    }
    return Run.model_validate(values | changes)


def judge(config: ExperimentConfig | None = None, looks: int = 1, current: dict | None = None, **changes) -> Verdict:
    config = config or make_config()
    now = {"script": "script", "config": "config", "data": "data", "policy": fingerprint(config.policy)}
    return check(make_run(config, **changes), config, current=now if current is None else now | current, looks=looks)


def failed(verdict: Verdict) -> list[str]:
    return [result.gate for result in verdict.results if not result.passed]


def test_a_good_verified_unchanged_run_ships():
    verdict = judge()

    assert failed(verdict) == []
    assert (verdict.passed, verdict.recommendation) == (True, "ship")
    told = "'linear' beats the baseline 'mean' on unseen subject#: RMSE 9 against 12.7; all 10 gates passed: "
    told += "7 on the evidence, on scores min_skill, mae, r2."
    assert verdict.summary == told
    assert verdict == judge()


def test_large_scores_are_said_in_full_and_small_ones_in_four_digits():
    candidates = (
        CandidateResult(name="mean", role="baseline", cv_mean=80_000.0, test=81_234.5),
        CandidateResult(name="linear", role="candidate", cv_mean=24_000.0, test=24_650.2),
    )
    told = judge(metrics={"rmse": 24_650.2, "mae": 7.0, "r2": 0.5}, candidates=candidates).summary

    assert "RMSE 24,650 against 81,230" in told
    assert "e+" not in told
    assert [in_short(value) for value in (0.81236, 9_999.97, -24_650.2, None)] == [
        "0.8124",
        "10,000",
        "-24,650",
        "unknown",
    ]


def test_an_interval_that_holds_the_baseline_passes_and_does_not_ship():
    verdict = judge(intervals={"rmse": Interval(low=6.0, high=12.7)})

    assert (verdict.passed, verdict.recommendation) == (True, "iterate")
    assert verdict.summary.startswith("'linear' scores better than the baseline 'mean' on unseen subject#: RMSE 9")
    assert "; its interval, 6 to 12.7, holds the baseline's score; all 10 gates passed" in verdict.summary
    assert "beats" not in verdict.summary


@pytest.mark.parametrize("span", [{"low": 6.0, "high": 12.6}, {"low": None, "high": None}])
def test_an_interval_that_leaves_the_baseline_out_ships(span):
    assert judge(intervals={"rmse": Interval(**span)}).recommendation == "ship"


def test_a_model_below_the_mean_iterates_with_its_numbers():
    verdict = judge(metrics={"rmse": 13.4, "mae": 7.0, "r2": 0.5})

    assert failed(verdict) == ["min_skill"]
    assert verdict.recommendation == "iterate"
    assert verdict.summary == "No model beats the baseline 'mean' on unseen subject#: RMSE 13.4 against 12.7."


def test_a_model_that_beats_the_baseline_but_misses_a_promise_iterates():
    verdict = judge(metrics={"rmse": 9.0, "mae": 8.5, "r2": 0.5})

    assert (failed(verdict), verdict.recommendation) == (["policy:mae"], "iterate")
    assert "MAE is 8.5, which is beyond the bound 8" in verdict.summary


@pytest.mark.parametrize(("mae", "r2", "passes"), [(8.0, 0.3, True), (8.000001, 0.3, False), (8.0, 0.299999, False)])
def test_a_value_exactly_at_its_bound_passes(mae, r2, passes):
    assert passes is judge(metrics={"rmse": 9.0, "mae": mae, "r2": r2}).passed


def test_skill_exactly_at_the_policy_passes():
    assert judge(make_config(Policy(min_skill=0.5)), metrics={"rmse": 6.35}).passed
    assert not judge(make_config(Policy(min_skill=0.5)), metrics={"rmse": 6.36}).passed


def test_the_bound_of_a_metric_that_should_be_high_is_not_read_as_low():
    verdict = judge(metrics={"rmse": 9.0, "mae": 1.0, "r2": -4.0})

    assert failed(verdict) == ["policy:r2"]


@pytest.mark.parametrize("odd", [None, math.nan, math.inf, -math.inf, "0.1", True, [0.1], {"value": 0.1}])
@pytest.mark.parametrize("metric", ["rmse", "mae"])
def test_anything_but_a_finite_number_fails(metric, odd):
    verdict = judge(metrics={"rmse": 9.0, "mae": 7.0, "r2": 0.5} | {metric: odd})

    assert {"metrics_present", "min_skill" if metric == "rmse" else "policy:mae"} == set(failed(verdict))
    assert verdict.recommendation == "pause"
    assert verdict == Verdict.model_validate_json(verdict.model_dump_json())


def test_every_missing_metric_is_named():
    verdict = judge(metrics={})
    present = next(result for result in verdict.results if result.gate == "metrics_present")

    assert present.value == "rmse, mae, r2"
    assert present.why == "no finite number for 'rmse' (missing), 'mae' (missing), 'r2' (missing)"


def test_a_metric_nobody_knows_fails():
    verdict = judge(
        make_config(Policy(gates=(Gate(metric="rmsee", at_most=1e9),))), metrics={"rmse": 9.0, "rmsee": 1.0}
    )

    assert failed(verdict) == ["policy:rmsee"]
    assert "choose from rmse" in verdict.results[-1].why
    assert verdict.recommendation == "pause"


@pytest.mark.parametrize("policy", [Policy(gates=(Gate(metric="mae", at_most=math.nan),)), Policy(min_skill=math.nan)])
def test_a_bound_that_is_no_number_fails(policy):
    verdict = judge(make_config(policy))

    assert len(failed(verdict)) == 1
    assert verdict.recommendation == "pause"


@pytest.mark.parametrize("name", ["script", "data", "config", "policy"])
@pytest.mark.parametrize("now", ["other", ""])
def test_a_file_that_is_not_the_one_the_run_saw_pauses(name, now):
    verdict = judge(current={name: now})

    assert ([f"{name}_unchanged"], "pause") == (failed(verdict), verdict.recommendation)


def test_fingerprints_that_were_not_given_fail():
    config = make_config()
    verdict = check(make_run(config), config, current={}, looks=1)

    assert failed(verdict) == ["script_unchanged", "data_unchanged", "config_unchanged", "policy_unchanged"]


def test_a_policy_loosened_after_the_run_is_found_even_when_its_fingerprint_is_withheld():
    strict, loose = make_config(Policy(min_skill=0.9)), make_config(Policy(min_skill=0.0))
    run = make_run(strict)
    current = {"script": "script", "config": "config", "data": "data", "policy": run.policy_sha256}

    verdict = check(run, loose, current=current, looks=1)

    assert (failed(verdict), verdict.recommendation) == (["policy_unchanged"], "pause")


def test_a_run_judged_by_another_metric_fails():
    assert failed(judge(primary="mae")) == ["metrics_present"]


def test_too_many_looks_at_the_test_part_pause():
    assert judge(looks=5).passed

    verdict = judge(looks=6)
    assert (failed(verdict), verdict.recommendation) == (["max_test_looks"], "pause")


@pytest.mark.parametrize("looks", [0, -1, True, math.nan, None, "1"])
def test_looks_that_are_no_count_fail(looks):
    assert failed(judge(looks=looks)) == ["max_test_looks"]


@pytest.mark.parametrize("status", ["refused", "failed", "timeout", "interrupted"])
def test_a_run_that_was_not_verified_pauses(status):
    verdict = judge(status=status, reason="metrics differ")

    assert (failed(verdict), verdict.recommendation) == (["verified"], "pause")
    assert "metrics differ" in verdict.summary


def test_a_failed_check_or_no_check_at_all_pauses():
    bad = Check(name="reload", passed=False, detail="predictions differ")

    assert failed(judge(checks=(bad,))) == ["verified"]
    assert failed(judge(checks=())) == ["verified"]


def test_without_a_baseline_there_is_no_skill():
    verdict = judge(candidates=())

    assert (failed(verdict), verdict.recommendation) == (["min_skill"], "pause")


def test_a_baseline_that_ran_but_was_not_tested_cannot_be_left_out():
    untested = CandidateResult(name="simple_rule", role="baseline", cv_mean=8.0)
    crashed = CandidateResult(name="simple_rule", role="baseline", note="failed")

    assert failed(judge(candidates=(*BASELINES, untested))) == ["min_skill"]
    assert judge(candidates=(*BASELINES, crashed)).passed


def test_a_perfect_baseline_leaves_nothing_to_prove():
    perfect = CandidateResult(name="mean", role="baseline", cv_mean=0.0, test=0.0)

    assert failed(judge(candidates=(perfect,))) == ["min_skill"]
