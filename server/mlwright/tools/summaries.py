"""Papers → answers."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mlwright.specs import Approval, CandidateResult, ExperimentConfig, FeatureSpec, Hint, Profile, Run, Verdict
from mlwright.tools.answers import (
    ApprovalAnswer,
    CandidateEntry,
    CandidateScore,
    CheckEntry,
    ColumnEntry,
    ConfigAnswer,
    DroppedEntry,
    GateEntry,
    GateLine,
    HintEntry,
    ProfileAnswer,
    RunAnswer,
    RunLine,
    ScoreEntry,
    ScriptAnswer,
    SpecAnswer,
    SplitEntry,
    StageEntry,
    StatusAnswer,
    SuggestionEntry,
    TableFindingEntry,
    VerdictAnswer,
)
from mlwright.tools.wording import for_tools
from mlwright.workspace import Workspace

MOST_RUNS = 20


def written(folder: Path, stage: str) -> list[str]:
    """The files of a stage, as the handoff notes them."""
    stamp = Workspace(folder).handoff().stages.get(stage)
    return sorted(stamp.files) if stamp else []


def of_profile(folder: Path, paper: Profile) -> ProfileAnswer:
    """What a table holds."""
    target = paper.target
    return ProfileAnswer(
        workspace=str(folder),
        rows=paper.rows,
        column_count=len(paper.columns),
        duplicate_rows=paper.duplicate_rows,
        target=target.name if target else None,
        task=target.task if target else None,
        why_task=target.why_task if target else None,
        classes=[item.value for item in target.classes] if target else [],
        positive=target.positive if target else None,
        target_candidates=[]
        if target
        else [CandidateEntry(name=item.name, reasons=list(item.reasons[:3])) for item in paper.target_candidates[:8]],
        leaks=_hints(paper.leaks),
        hints=_hints(paper.hints),
        findings=[
            TableFindingEntry(code=item.code, name=item.name, severity=item.severity, evidence=item.evidence)
            for item in paper.findings
            if item.sure is None
        ],
        columns=[
            ColumnEntry(
                name=item.name, kind=item.kind, missing_share=round(item.missing_share, 4), distinct=item.distinct
            )
            for item in paper.columns
        ],
        files=sorted([*written(folder, "profile"), *written(folder, "contract")]),
        next="write_feature_spec"
        if target
        else "ask the user which column is to be predicted, then write_feature_spec with that target",
    )


def _hints(hints: Iterable[Hint]) -> list[HintEntry]:
    return [HintEntry(code=hint.code, column=hint.column, sure=hint.sure, why=hint.why) for hint in hints]


def of_spec(folder: Path, paper: FeatureSpec) -> SpecAnswer:
    """What the model may see."""
    split = paper.split
    return SpecAnswer(
        workspace=str(folder),
        target=paper.target,
        task=paper.task,
        positive=paper.positive,
        feature_count=len(paper.features),
        features=[item.name for item in paper.features],
        dropped=[DroppedEntry(name=item.name, reason=item.reason, why=item.why) for item in paper.dropped],
        questions=[item.text for item in paper.questions],
        split=SplitEntry(
            strategy=split.strategy,
            reason=split.reason,
            column=split.column,
            test_size=split.test_size,
            folds=split.folds,
            horizon=split.horizon,
        ),
        files=written(folder, "spec"),
        next="checkpoint 1: show the user what was left out and the questions, then generate_training_script",
    )


def of_script(folder: Path, script: Path) -> ScriptAnswer:
    """Where the script is."""
    return ScriptAnswer(
        workspace=str(folder),
        script=script.relative_to(folder).as_posix(),
        files=written(folder, "script"),
        next="write_experiment_config",
    )


def of_config(folder: Path, paper: ExperimentConfig, notes: Sequence[str] = ()) -> ConfigAnswer:
    """What a run will depend on, and what is to be said about it."""
    return ConfigAnswer(
        workspace=str(folder),
        primary=paper.metrics.primary,
        report=list(paper.metrics.report),
        candidates=[item.name for item in paper.candidates],
        split_strategy=paper.split.strategy,
        seed=paper.training.seed,
        budget_seconds=paper.training.budget_seconds,
        min_skill=paper.policy.min_skill,
        gates=[
            GateEntry(metric=item.metric, at_least=item.at_least, at_most=item.at_most) for item in paper.policy.gates
        ],
        max_test_looks=paper.policy.max_test_looks,
        notes=list(notes),
        files=written(folder, "config"),
        next="checkpoint 2: show the user metric, candidates, budget and policy, and the script where it was edited, "
        "then run_training",
    )


def of_run(folder: Path, paper: Run, notes: Sequence[str] = ()) -> RunAnswer:
    """What a run delivered, and what is to be said about how it was made."""
    value = paper.metrics.get(paper.primary)
    span = paper.intervals.get(paper.primary)
    home = f"experiments/{paper.id}"
    return RunAnswer(
        workspace=str(folder),
        run=paper.id,
        status=paper.status,
        reason=paper.reason,
        winner=paper.winner,
        primary=ScoreEntry(
            metric=paper.primary,
            value=value if isinstance(value, int | float) else None,
            low=span.low if span else None,
            high=span.high if span else None,
            level=span.level if span else None,
        ),
        metrics={name: item for name, item in paper.metrics.items() if not isinstance(item, dict | list)},
        baselines=[_score(item) for item in paper.candidates if item.role == "baseline"],
        candidates=[_score(item) for item in paper.candidates if item.role != "baseline"],
        checks=[CheckEntry(name=item.name, passed=item.passed, detail=item.detail) for item in paper.checks],
        rows=paper.rows,
        seconds=paper.seconds,
        notes=list(notes),
        files=[f"{home}/run.json", *(f"{home}/{name}" for name in sorted(paper.files))],
        next="check_gates" if paper.status == "verified" else "tell the user the reason: this run counts for nothing",
    )


def _score(item: CandidateResult) -> CandidateScore:
    return CandidateScore(name=item.name, cv_mean=item.cv_mean, cv_sd=item.cv_sd, test=item.test)


def of_verdict(folder: Path, paper: Verdict) -> VerdictAnswer:
    """Whether a run may go on."""
    return VerdictAnswer(
        workspace=str(folder),
        run=paper.run,
        passed=paper.passed,
        recommendation=paper.recommendation,
        summary=paper.summary,
        results=[
            GateLine(gate=item.gate, rule=item.rule, value=_short(item.value), passed=item.passed, why=item.why)
            for item in paper.results
        ],
        files=written(folder, "gate"),
        next="checkpoint 3: show the user the verdict; a person decides whether to approve"
        if paper.passed
        else "tell the user which gates failed and why; the policy is not loosened to make a run pass",
    )


def _short(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | None) else str(value)[:200]


def of_status(facts: dict[str, Any]) -> StatusAnswer:
    """Where a workspace stands."""
    stages = facts["stages"]
    return StatusAnswer(
        workspace=facts["workspace"],
        source=facts["source"],
        goal=facts["goal"],
        stages=[
            StageEntry(
                stage=stage,
                state=entry["state"],
                older_than=entry["older_than"][:5],
                approved_by=entry["approved_by"],
                rejected_by=entry["rejected_by"],
            )
            for stage, entry in stages.items()
        ],
        suggestions=[
            SuggestionEntry(code=item["code"], run=item["run"], says=item["says"], do=for_tools(item["do"]))
            for item in facts.get("suggestions", ())
        ],
        runs=[RunLine(**item) for item in facts["runs"][-MOST_RUNS:]],
        files=[name for entry in stages.values() for name in entry["files"]],
        notes=facts.get("notes", []),
        next=for_tools(facts["next"]),
    )


def of_approval(folder: Path, paper: Approval) -> ApprovalAnswer:
    """Who signed what."""
    return ApprovalAnswer(
        workspace=str(folder),
        stage=paper.stage,
        approved=paper.approved,
        by=paper.by,
        at=paper.at,
        note=paper.note,
        files=sorted(paper.files),
        next="workspace_status",
    )
