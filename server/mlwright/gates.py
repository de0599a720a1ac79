"""Run + policy → Verdict, failing closed: what is missing, odd or changed since the run counts as a failed gate."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import JsonValue

from mlwright.errors import quoted
from mlwright.specs import CandidateResult, ExperimentConfig, Gate, GateResult, Interval, Run, Verdict, fingerprint
from mlwright.specs.metrics import METRICS, TASK_METRICS, in_short, skill

SYMBOLS = ("rmse", "mae", "r2", "mape", "mase")
"""Metrics that people write in capitals."""


@dataclass(frozen=True)
class _Score:
    """A gate on a score; `sound` says whether a score was there to compare, high or low."""

    result: GateResult
    sound: bool


def check(run: Run, config: ExperimentConfig, *, current: Mapping[str, str], looks: int) -> Verdict:
    """Judge a run by the policy it was started with; equal arguments give equal verdicts.

    `current` holds the SHA-256 of what lies there now under "script", "config", "data" and "policy" (the fingerprint
    of `config.policy`); a key that is missing fails its gate. `looks` is how many different experiments have been
    scored on this test part, this run's included.

    Ship when every gate passed and the score's interval leaves the best baseline out; iterate when nothing but scores
    fell short; pause when the evidence itself is in doubt.
    """
    evidence = (
        _verified(run),
        *_unchanged(run, config, current),
        _metrics_present(run, config),
        _few_looks(looks, config.policy.max_test_looks),
    )
    scores = (_min_skill(run, config), *(_bound(gate, run, config) for gate in config.policy.gates))
    results = (*evidence, *(score.result for score in scores))
    passed = all(result.passed for result in results)
    doubts = [
        *(result for result in evidence if not result.passed),
        *(score.result for score in scores if not score.sound),
    ]
    return Verdict(
        run=run.id,
        passed=passed,
        recommendation="pause" if doubts else "iterate" if not passed or _unproven(run, config) else "ship",
        summary=f"The run proves nothing yet: {doubts[0].why}." if doubts else _summary(run, config, results),
        results=results,
    )


def _verified(run: Run) -> GateResult:
    failed = [item for item in run.checks if not item.passed]
    if run.status != "verified":
        why = f"the run is {run.status}" + (f": {_plain(run.reason)}" if run.reason else "")
    elif not run.checks:
        why = "nothing of the run was checked independently"
    elif failed:
        why = "; ".join(f"check {quoted(item.name, 60)} failed: {_plain(item.detail)}" for item in failed)
    else:
        why = f"all {len(run.checks)} independent checks passed"
    passed = run.status == "verified" and bool(run.checks) and not failed
    return GateResult(
        gate="verified", rule="status is verified and every check passed", value=run.status, passed=passed, why=why
    )


def _unchanged(run: Run, config: ExperimentConfig, current: Mapping[str, str]) -> Iterator[GateResult]:
    """The files and the policy as they are now against those the run saw."""
    then = {
        "script": run.script_sha256,
        "data": run.data_sha256,
        "config": run.config_sha256,
        "policy": run.policy_sha256,
    }
    for name, before in then.items():
        now = current.get(name)
        if not before or not now:
            passed, why = (
                False,
                f"the fingerprint of the {name} {'at the run' if not before else 'as it is now'} is missing",
            )
        elif now != before:
            passed, why = False, f"the {name} was changed after the run: train again"
        elif name == "policy" and fingerprint(config.policy) != before:
            passed, why = False, "the policy given is not the one that was declared before the run"
        elif name == "data" and config.data.sha256 != before:
            passed, why = False, "the config declares other data than the run read"
        else:
            passed, why = True, f"the {name} is what the run saw"
        yield GateResult(
            gate=f"{name}_unchanged", rule=f"{name} is the same as at the run", value=now, passed=passed, why=why
        )


def _metrics_present(run: Run, config: ExperimentConfig) -> GateResult:
    needed = list(dict.fromkeys((config.metrics.primary, *(gate.metric for gate in config.policy.gates))))
    lacking = [name for name in needed if _number(run.metrics.get(name)) is None]
    if run.primary != config.metrics.primary:
        why = f"the run was judged by {quoted(run.primary, 40)}, the config asks for {config.metrics.primary}"
    elif lacking:
        why = "no finite number for " + ", ".join(f"{quoted(name, 40)} ({_odd(run.metrics, name)})" for name in lacking)
    else:
        why = "every metric that is judged is a finite number"
    passed = not lacking and run.primary == config.metrics.primary
    rule = f"finite numbers for {', '.join(quoted(name, 40) for name in needed)}"
    return GateResult(gate="metrics_present", rule=rule, value=", ".join(lacking) or None, passed=passed, why=why)


def _few_looks(looks: int, most: int) -> GateResult:
    known = isinstance(looks, int) and not isinstance(looks, bool) and looks >= 1
    passed = known and looks <= most
    if not known:
        why = f"the number of looks is {quoted(looks, 40)}, expected a count from 1: this run was a look too"
    elif passed:
        why = f"{looks} of {most} allowed experiments were scored on this test part"
    else:
        why = f"{looks} experiments were scored on this test part, {most} are allowed: set new rows aside"
    value: JsonValue = looks if known else quoted(looks, 40)
    return GateResult(gate="max_test_looks", rule=f"at most {most} experiments", value=value, passed=passed, why=why)


def _min_skill(run: Run, config: ExperimentConfig) -> _Score:
    """The winner must cover a share of the way from the best baseline to a perfect score."""
    metric, least = config.metrics.primary, config.policy.min_skill
    rule, found = f"skill at least {least:g} on {metric}", None
    value, (best, doubt) = _number(run.metrics.get(metric)), _best_baseline(run, metric)
    if not math.isfinite(least):
        why = f"the policy asks for a skill of {least}, expected a finite number"
    elif value is None:
        why = f"no finite number for {metric} ({_odd(run.metrics, metric)})"
    elif best is None:
        why = doubt
    else:
        base = _number(best.test)
        found = skill(metric, value, base) if base is not None else None
        told = f"{_label(metric)} {in_short(value)} against {in_short(base)} of the baseline {quoted(best.name, 60)}"
        why = f"{told}: skill {found:.3f}" if found is not None else f"{told}, which leaves nothing to improve"
    passed = found is not None and found >= least
    return _Score(GateResult(gate="min_skill", rule=rule, value=found, passed=passed, why=why), sound=found is not None)


def _best_baseline(run: Run, metric: str) -> tuple[CandidateResult | None, str]:
    """The baseline with the best test score, or the reason why there is none to compare with."""
    baselines = [item for item in run.candidates if item.role == "baseline"]
    # a baseline that never ran has no validation score either; one that ran but was not tested may be the best
    untested = [item for item in baselines if _number(item.test) is None and _number(item.cv_mean) is not None]
    if untested:
        return None, f"no test score for the baseline {', '.join(quoted(item.name, 60) for item in untested)}"
    tested = [item for item in baselines if _number(item.test) is not None]
    if not tested:
        return None, "the run holds no baseline with a test score to compare with"
    sign = 1 if METRICS[metric][0] == "higher" else -1
    return max(tested, key=lambda item: sign * (item.test or 0.0)), ""


def _bound(gate: Gate, run: Run, config: ExperimentConfig) -> _Score:
    bound = gate.at_least if gate.at_least is not None else gate.at_most
    rule = f"{quoted(gate.metric, 40)} at {'least' if gate.at_least is not None else 'most'} {bound}"
    raw = run.metrics.get(gate.metric)
    value = _number(raw)
    known = TASK_METRICS[config.task]
    passed = sound = False
    if gate.metric not in known:
        near = get_close_matches(gate.metric, known, n=1) or known
        why = f"{quoted(gate.metric, 40)} is no metric of {config.task}; choose from {', '.join(near)}"
    elif bound is None or not math.isfinite(bound):
        why = f"the bound is {bound}, expected a finite number"
    elif value is None:
        why = f"no finite number for {gate.metric} ({_odd(run.metrics, gate.metric)})"
    else:
        sound = True
        passed = value >= bound if gate.at_least is not None else value <= bound
        side = "within" if passed else "beyond"
        why = f"{_label(gate.metric)} is {in_short(value, 6)}, which is {side} the bound {in_short(bound, 6)}"
    shown: JsonValue = value if value is not None else None if raw is None else quoted(raw, 60)
    return _Score(
        GateResult(gate=f"policy:{quoted(gate.metric, 40)[1:-1]}", rule=rule, value=shown, passed=passed, why=why),
        sound,
    )


def _number(value: object) -> float | None:
    """A finite number; True is none, although Python counts with it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _odd(metrics: Mapping[str, JsonValue], name: str) -> str:
    return f"found {quoted(metrics[name], 40)}" if name in metrics else "missing"


def _label(metric: str) -> str:
    return metric.upper() if metric in SYMBOLS else metric.replace("_", " ")


def _plain(text: str) -> str:
    return quoted(text)[1:-1]


def _summary(run: Run, config: ExperimentConfig, results: tuple[GateResult, ...]) -> str:
    """One sentence from the run's numbers, for a run whose evidence is sound."""
    failed = [result for result in results if not result.passed]
    metric = config.metrics.primary
    value, (best, _) = _number(run.metrics.get(metric)), _best_baseline(run, metric)
    if best is None or value is None or best.test is None:
        return f"{len(failed)} of {len(results)} gates failed."
    numbers = f"{_label(metric)} {in_short(value)} against {in_short(best.test)}"
    where, gained = _where(config), skill(metric, value, best.test) or 0.0
    if gained <= 0:
        return f"No model beats the baseline {quoted(best.name, 60)} on {where}: {numbers}."
    named = f"the baseline {quoted(best.name, 60)} on {where}: {numbers}"
    span = _unproven(run, config)
    beats = f"{quoted(run.winner, 60)} {'scores better than' if span else 'beats'} {named}"
    if span:
        beats += f"; its interval, {in_short(span.low)} to {in_short(span.high)}, holds the baseline's score"
    if failed:
        return f"{beats}, but {len(failed)} of {len(results)} gates failed: {'; '.join(item.why for item in failed)}."
    judged = ["min_skill", *(quoted(gate.metric, 40)[1:-1] for gate in config.policy.gates)]
    sound = len(results) - len(judged)
    return f"{beats}; all {len(results)} gates passed: {sound} on the evidence, on scores {', '.join(judged)}."


def _unproven(run: Run, config: ExperimentConfig) -> Interval | None:
    """The interval of the score where it holds the best baseline's: the gain may be chance."""
    metric = config.metrics.primary
    span, (best, _) = run.intervals.get(metric), _best_baseline(run, metric)
    if span is None or span.low is None or span.high is None or best is None or best.test is None:
        return None
    return span if span.low <= best.test <= span.high else None


def _where(config: ExperimentConfig) -> str:
    """What the test part consists of."""
    split = config.split
    match split.strategy:
        case "group":
            return f"unseen {quoted(split.column, 60)[1:-1]}"
        case "time":
            return "later rows"
        case "forecast":
            return f"the last {split.horizon} periods"
    return "the test part"
