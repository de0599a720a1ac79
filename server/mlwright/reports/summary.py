"""A run in ten seconds: the same facts as JSON and as a few lines of text."""

from collections.abc import Mapping

from mlwright.reports.results import gate_line, goal_of, headline, kept_out, kept_out_briefly, rows_used
from mlwright.reports.wording import plural, shown
from mlwright.specs import ExperimentConfig, FeatureSpec, Profile, Run, Verdict

LINES = 20
MOST_FAILED = 3
MOST_QUESTIONS = 3
MOST_FILES = 5
WIDTH = 240


def run_summary(
    profile: Profile, spec: FeatureSpec, config: ExperimentConfig, run: Run, verdict: Verdict, files: Mapping[str, str]
) -> dict[str, object]:
    """The facts of a run as a JSON-able dict; scores are null unless the run is verified.

    Args:
        files: What the paths hold (such as `report`) → path, shown as given.
    """
    head = headline(run, verdict)
    return {
        "goal": goal_of(spec, config),
        "target": spec.target,
        "task": spec.task,
        "run": run.id,
        "status": run.status,
        "reason": run.reason,
        "decision": head.decision,
        "recommendation": verdict.recommendation,
        "winner": run.winner if head.trusted else None,
        "primary": run.primary,
        "score": head.score,
        "interval": head.interval.model_dump(mode="json") if head.interval else None,
        "baseline": {"name": head.baseline.name, "score": head.baseline.test} if head.baseline else None,
        "metrics": dict(run.metrics) if head.trusted else {},
        "gates": [result.model_dump(mode="json") for result in verdict.results],
        "checks": [check.model_dump(mode="json") for check in run.checks],
        "rows": dict(run.rows),
        "table": {"rows": profile.rows, "columns": len(profile.columns), "sha256": profile.source.sha256},
        "features": len(spec.features),
        "dropped": [dropped.model_dump(mode="json") for dropped in kept_out(spec)],
        "split": spec.split.model_dump(mode="json"),
        "questions": [question.model_dump(mode="json") for question in spec.questions],
        "files": dict(files),
    }


def summary_text(
    profile: Profile, spec: FeatureSpec, config: ExperimentConfig, run: Run, verdict: Verdict, files: Mapping[str, str]
) -> str:
    """At most 20 lines: score with interval against the baseline, verdict, what was dropped, questions, files."""
    head = headline(run, verdict)
    lines = [f"Goal      {goal_of(spec, config)}", f"Result    {head.sentence}"]
    lines += [f"Winner    {run.winner}"] if head.trusted else [f"Reason    {run.status}: {run.reason}"]
    lines.append(f"Verdict   {head.decision.upper()} ({gate_line(verdict)}): {verdict.summary}")
    lines += _failed(verdict)
    lines.append(f"Rows      {rows_used(run, spec)}; split: {spec.split.strategy}")
    lines.append(f"Features  {len(spec.features)} of {plural(len(profile.columns), 'column')}")
    lines += [f"Kept out  {kept_out_briefly(spec, names=3)}"] if spec.dropped else []
    lines += [f"Question  {question.text}" for question in spec.questions[:MOST_QUESTIONS]]
    lines += _more(len(spec.questions) - MOST_QUESTIONS, "question")
    lines += [f"File      {what}: {path}" for what, path in list(files.items())[:MOST_FILES]]
    return "\n".join(shown(line[:10]).ljust(10) + shown(line[10:], WIDTH) for line in lines[:LINES]) + "\n"


def _failed(verdict: Verdict) -> list[str]:
    failed = [result for result in verdict.results if not result.passed]
    lines = [f"Failed    {result.gate}: {result.why}" for result in failed[:MOST_FAILED]]
    return lines + _more(len(failed) - MOST_FAILED, "failed gate")


def _more(count: int, what: str) -> list[str]:
    return [f"          and {plural(count, what)} more"] if count > 0 else []
