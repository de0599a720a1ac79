"""The verbs: each reads papers, calls the rooms, writes papers. The command line and the tools call these."""

import importlib.util
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mlwright import evaluation, features, gates, generation, profiling, reports, training
from mlwright.errors import ConflictError, PaperError, TargetError, TrainingError, WorkspaceError, quoted
from mlwright.specs import (
    Approval,
    ExperimentConfig,
    FeatureSpec,
    Interval,
    Profile,
    Run,
    Verdict,
    fingerprint,
)
from mlwright.specs.profile import Task
from mlwright.tabular.bundle import read_parquet
from mlwright.tabular.table import read_table
from mlwright.workspace import Workspace, write_file

PROFILE = "data/profile.json"
SPEC = "ml/feature-spec.md"
SCRIPT = "ml/training_script.py"
CONFIG = "ml/experiment-config.yaml"
REPORT = "report/index.html"
STAGES = ("profile", "spec", "script", "config", "train", "gate", "report")

Progress = Callable[[str, float, str], None]
"""(step, share done from 0 to 1, what is going on). A share below 0 says only what is going on, and with no text that
work goes on. An exception from it stops the step."""


def _silent(step: str, share: float, note: str) -> None:
    del step, share, note


def profile(
    data: Path,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    out: Path | None = None,
    base: Path | None = None,
    force: bool = False,
    progress: Progress = _silent,
) -> tuple[Workspace, Profile]:
    """Look at a table; writes `data/`. An unchanged profile of the same question is reused."""
    source = profiling.inspect_source(data)  # before a folder is made for something that is no table
    known = _known_profile(data, out, base)
    if known and not force:
        workspace, paper = known
        asked = paper.target.name if paper.target else None
        same_question = target in (None, asked) and goal in ("", paper.goal) and (task is None or paper.target is None)
        if same_question and paper.source.sha256 == source.sha256 and workspace.state("profile") != "missing":
            progress("profile", 1.0, "reused")
            return workspace, paper
        goal, target = goal or paper.goal, target or asked
    paper = profiling.profile_table(
        data, target=target, goal=goal, task=task, progress=lambda note, share: progress("profile", share, note)
    )
    workspace = Workspace.create(data, out=out, base=base, goal=goal)
    workspace.guard_edit("profile", "profile", force)
    files = {
        PROFILE: paper.model_dump_json(indent=2) + "\n",
        "data/schema-suggestion.yaml": reports.schema_suggestion(paper),
        "data/eda-report.md": reports.eda_markdown(paper),
        "data/eda-report.html": reports.eda_html(paper),
    }
    workspace.publish("profile", files, [str(data.resolve())])
    progress("profile", 1.0, f"{paper.rows} rows, {len(paper.columns)} columns")
    return workspace, paper


def _known_profile(data: Path, out: Path | None, base: Path | None) -> tuple[Workspace, Profile] | None:
    """The workspace and profile that exist for this table, without making anything."""
    from_here = Workspace.find(data, out=out, base=base)
    if from_here is None or not from_here.exists(PROFILE):
        return None
    return from_here, from_here.read_paper(Profile, PROFILE)


def spec(
    where: Path,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    force: bool = False,
    progress: Progress = _silent,
) -> FeatureSpec:
    """Decide what the model may see and how rows are split; writes `ml/feature-spec.md`."""
    workspace = Workspace.open(where)
    paper = workspace.read_paper(Profile, PROFILE)
    asked = paper.target.name if paper.target else None
    if (
        force
        or asked is None
        or target not in (None, asked)
        or goal not in ("", paper.goal)
        or workspace.stale("profile")
    ):
        workspace, paper = profile(
            Path(workspace.handoff().source), target=target, goal=goal, task=task, out=workspace.root, progress=progress
        )
    if paper.target is None:
        raise no_target(paper)
    if _settled(workspace, "spec", "spec", force, [PROFILE], lambda: _check_spec(workspace, paper)):
        progress("spec", 1.0, "reused")
        return features.from_markdown(workspace.read_text(SPEC))
    decided = features.write_spec(paper)
    workspace.publish("spec", {SPEC: features.to_markdown(decided)}, [PROFILE])
    progress("spec", 1.0, f"{len(decided.features)} features, {len(decided.dropped)} left out")
    return decided


def _check_spec(workspace: Workspace, paper: Profile) -> None:
    edited = features.from_markdown(workspace.read_text(SPEC))
    features.check_spec(edited, paper)
    if paper.target and edited.target != paper.target.name:
        raise ConflictError(
            f"{SPEC} was edited by hand and predicts {quoted(edited.target)}, you ask for {quoted(paper.target.name)}",
            "edit the target there, or write it anew with `mlwright spec --force`",
        )


def no_target(paper: Profile) -> TargetError:
    """The question to the user when no target was named: the likely columns with their reasons."""
    lines = [f"  {quoted(item.name)}: {'; '.join(item.reasons)}" for item in paper.target_candidates[:5]]
    return TargetError(
        "\n".join(["which column is to be predicted? The most likely ones:", *lines]),
        "name it with --target NAME, or take the first with --yes",
    )


def script(where: Path, *, force: bool = False, progress: Progress = _silent) -> Path:
    """Write the training script and the module beside it; returns the script's path."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    if not _settled(workspace, "script", "script", force, [SPEC], None):
        files = generation.training_files(decided, lightgbm=has_lightgbm())
        workspace.publish("script", {f"ml/{name}": text for name, text in files.items()}, [SPEC])
        progress("script", 1.0, SCRIPT)
    else:
        progress("script", 1.0, "reused")
    return workspace.path(SCRIPT)


def config(
    where: Path, *, budget: float | None = None, force: bool = False, progress: Progress = _silent
) -> ExperimentConfig:
    """Write the experiment config, paced to the table and the budget in seconds."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    paper = workspace.read_paper(Profile, PROFILE)
    made_from = [SPEC, PROFILE]

    def check() -> None:
        generation.check_config(generation.read_config(workspace.read_text(CONFIG)), decided)

    if _settled(workspace, "config", "config", force, made_from, check):
        known = generation.read_config(workspace.read_text(CONFIG))
        if budget in (None, known.training.budget_seconds):
            progress("config", 1.0, "reused")
            return known
        if workspace.edited("config"):
            raise ConflictError(
                f"{CONFIG} was edited by hand and has training.budget_seconds {known.training.budget_seconds:g}",
                "change it there, or leave --budget away",
            )
    written = generation.default_config(
        decided, paper, budget_seconds=budget or 60.0, lightgbm=has_lightgbm(), cores=os.cpu_count() or 1
    )
    workspace.publish("config", {CONFIG: generation.render_config(written)}, made_from)
    progress("config", 1.0, f"{len(written.candidates)} candidates, judged by {written.metrics.primary}")
    return written


def has_lightgbm() -> bool:
    """Whether the optional library is there, without importing it."""
    return importlib.util.find_spec("lightgbm") is not None


def train(
    where: Path, *, budget: float | None = None, timeout: float | None = None, progress: Progress = _silent
) -> Run:
    """Run the script and verify what it left; a verified run of the same code, config and data is reused."""
    workspace = Workspace.open(where)
    paper = config(where, budget=budget)
    decided = features.from_markdown(workspace.read_text(SPEC))
    workspace.read_text(SCRIPT)
    known = _same_run(workspace, paper)
    if known is not None:
        progress("train", 1.0, f"reused {known.id}")
        return known
    limit = timeout or max(120.0, 3 * paper.training.budget_seconds + 60)
    job = training.Job(
        slug=workspace.handoff().slug,
        ml=workspace.path("ml"),
        experiments=workspace.path("experiments"),
        config=paper,
        target_missing_codes=decided.target_missing_codes,
        watch=training.Watch(limit, lambda: progress("train", -1.0, "")),
    )
    run = training.run_experiment(
        job,
        _recompute(paper),
        on_line=lambda line: progress("train", _share(line), line),
        on_step=lambda note: progress("train", 0.85, note),
    )
    run_file = f"experiments/{run.id}/run.json"
    workspace.note("train", [run_file], [SCRIPT, CONFIG, paper.data.path])
    progress("train", 1.0, f"{run.id} {run.status}")
    return run


def _share(line: str) -> float:
    """How far the script is, from lines such as `[3/7] boosting`; the rest is fitting and verifying."""
    head = line.partition("]")[0].removeprefix("[").partition("/")
    if head[1] and head[0].isdigit() and head[2].isdigit() and int(head[2]):
        return 0.75 * (int(head[0]) - 1) / int(head[2])
    return -1.0


def _same_run(workspace: Workspace, paper: ExperimentConfig) -> Run | None:
    code = training.code_hash(workspace.path("ml"))
    for run in reversed(runs(workspace)):
        if run.status == "verified" and (run.script_sha256, run.config_sha256) == (code, fingerprint(paper)):
            return run
    return None


def runs(workspace: Workspace) -> list[Run]:
    """Every finished run, oldest first."""
    folder = workspace.path("experiments")
    files = sorted(folder.glob("exp-*/run.json"))
    return [workspace.read_paper(Run, file.relative_to(workspace.root).as_posix()) for file in files]


def latest_run(workspace: Workspace, run_id: str | None = None) -> Run:
    """The run of that id, else the latest one; PaperError when there is none."""
    known = runs(workspace)
    for run in reversed(known):
        if run_id in (None, run.id):
            return run
    wanted = f"no run {quoted(run_id)}" if run_id else "no run yet"
    raise PaperError(f"{wanted} in {quoted(workspace.root)}", "`mlwright train` makes one")


def _recompute(paper: ExperimentConfig) -> Any:
    def recompute(
        predictions: pd.DataFrame, groups: np.ndarray | None, scale: float | None
    ) -> tuple[dict[str, float | None], dict[str, Interval]]:
        proba = predictions[[f"proba_{name}" for name in paper.classes]].to_numpy() if paper.classes else None
        truth, guess = predictions["y_true"].to_numpy(), predictions["prediction"].to_numpy()
        arguments = (paper.task, truth, guess, proba, paper.classes, paper.positive)
        metrics = evaluation.score(*arguments, season_scale=scale)
        spans = evaluation.intervals(*arguments, groups=groups, season_scale=scale, seed=paper.training.seed)
        return metrics, spans

    return recompute


def gate(where: Path, *, run_id: str | None = None, progress: Progress = _silent) -> Verdict:
    """Judge a run by the policy it started with; writes `verdict.json` beside it."""
    workspace = Workspace.open(where)
    run = latest_run(workspace, run_id)
    folder = f"experiments/{run.id}"
    now = generation.read_config(workspace.read_text(CONFIG))
    verdict = gates.check(
        run,
        now,
        current={
            "script": training.code_hash(workspace.path("ml")),
            "config": fingerprint(now),
            "data": _data_hash(Path(now.data.path)),
            "policy": fingerprint(now.policy),
        },
        looks=training.looks_at(workspace.path("experiments"), run.split_sha256),
    )
    files = {
        f"{folder}/verdict.json": verdict.model_dump_json(indent=2) + "\n",
        f"{folder}/report.md": reports.run_markdown(run, verdict, now),
    }
    workspace.publish("gate", files, [f"{folder}/run.json", CONFIG])
    progress("gate", 1.0, "passed" if verdict.passed else "failed")
    return verdict


def _data_hash(path: Path) -> str:
    try:
        return profiling.file_sha256(path)
    except OSError:
        return "missing"


def report(where: Path, *, run_id: str | None = None, progress: Progress = _silent) -> Path:
    """Write `report/index.html` for a run and its verdict."""
    workspace = Workspace.open(where)
    run = latest_run(workspace, run_id)
    folder = f"experiments/{run.id}"
    verdict = workspace.read_paper(Verdict, f"{folder}/verdict.json")
    paper = workspace.read_paper(Profile, PROFILE)
    predictions = workspace.path(f"{folder}/predictions.parquet")
    page = reports.run_report(
        slug=workspace.handoff().slug,
        profile=paper,
        spec=features.from_markdown(workspace.read_text(SPEC)),
        config=generation.read_config(workspace.read_text(CONFIG)),
        run=run,
        verdict=verdict,
        predictions=read_parquet(predictions) if run.status == "verified" and predictions.is_file() else None,
        sample=profiling.load_text(paper.source, limit=20_000),
    )
    workspace.publish("report", {REPORT: page}, [f"{folder}/verdict.json", SPEC, PROFILE])
    progress("report", 1.0, REPORT)
    return workspace.path(REPORT)


@dataclass(frozen=True)
class Finished:
    """What a whole run delivered."""

    workspace: Workspace
    profile: Profile
    spec: FeatureSpec
    config: ExperimentConfig
    run: Run
    verdict: Verdict

    @property
    def files(self) -> dict[str, str]:
        """Where the main papers are."""
        names = {
            "report": REPORT,
            "spec": SPEC,
            "script": SCRIPT,
            "config": CONFIG,
            "run": f"experiments/{self.run.id}",
        }
        return {name: str(self.workspace.path(path)) for name, path in names.items()}

    def facts(self) -> dict[str, Any]:
        """The summary for programs."""
        return reports.run_summary(self.profile, self.spec, self.config, self.run, self.verdict, self.files)

    def text(self) -> str:
        """The summary for people."""
        return reports.summary_text(self.profile, self.spec, self.config, self.run, self.verdict, self.files)


def run(
    data: Path,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    out: Path | None = None,
    base: Path | None = None,
    budget: float | None = None,
    choose: Callable[[Profile], str] | None = None,
    progress: Progress = _silent,
) -> Finished:
    """The whole chain up to the verdict; what is not stale is reused. `choose` answers when no target is named."""
    workspace, paper = profile(data, target=target, goal=goal, task=task, out=out, base=base, progress=progress)
    if paper.target is None:
        if choose is None:
            raise no_target(paper)
        workspace, paper = profile(
            data, target=choose(paper), goal=goal, task=task, out=workspace.root, progress=progress
        )
    root = workspace.root
    decided = spec(root, progress=progress)
    script(root, progress=progress)
    settings = config(root, budget=budget, progress=progress)
    done = train(root, progress=progress)
    verdict = gate(root, run_id=done.id, progress=progress)
    report(root, run_id=done.id, progress=progress)
    return Finished(workspace, paper, decided, settings, done, verdict)


def predict(where: Path, data: Path, *, run_id: str | None = None) -> pd.DataFrame:
    """Score new rows with the latest verified model: one row per row of `data`, in order.

    Columns: `prediction`, and for classes `proba_<label>`. Missing, blank and unknown columns are no obstacle.
    """
    workspace = Workspace.open(where)
    verified = [run for run in runs(workspace) if run.status == "verified" and run_id in (None, run.id)]
    if not verified:
        raise PaperError(f"no verified run in {quoted(workspace.root)}", "`mlwright train` makes one")
    run, folder = verified[-1], workspace.path(f"experiments/{verified[-1].id}")
    settings = generation.read_config(workspace.read_text(f"experiments/{run.id}/code/experiment-config.yaml"))
    source = profiling.inspect_source(data)
    cells = read_table(data, source.model_dump())
    decided = features.from_markdown(workspace.read_text(SPEC))
    known = {item.name for item in decided.features} | ({settings.split.column} if settings.split.column else set())
    if not known & set(cells.columns):
        raise PaperError(
            f"{quoted(data)} has none of the model's columns; it has {_some(list(cells.columns))}",
            f"the model reads {_some(sorted(known))}",
        )
    if source.decimal != settings.data.decimal:
        numbers = [item.name for item in decided.features if item.kind == "number" and item.name in cells]
        for name in numbers:
            cells[name] = cells[name].str.replace(source.decimal, settings.data.decimal, regex=False)
    values = training.predict_rows(run, folder, cells.drop(columns=settings.target, errors="ignore"), settings.classes)
    if not settings.classes:
        return pd.DataFrame({"prediction": values})
    labels = np.asarray(settings.classes)[values.argmax(axis=1)]
    proba = pd.DataFrame(values, columns=[f"proba_{label}" for label in settings.classes])
    return pd.concat([pd.Series(labels, name="prediction"), proba], axis=1)


def write_predictions(where: Path, data: Path, out: Path, *, run_id: str | None = None) -> pd.DataFrame:
    """`predict`, written to a CSV file that appears whole or not at all."""
    scored = predict(where, data, run_id=run_id)
    if out.resolve() == data.resolve():
        raise WorkspaceError(f"{quoted(out)} is the table itself; source data is never changed", "name another file")
    write_file(out, scored.to_csv(index=False))
    return scored


def _some(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(quoted(name, 40) for name in list(names)[:most])
    return shown + (" …" if len(names) > most else "")


def status(where: Path) -> dict[str, Any]:
    """Every stage with its state, the latest run, what was approved, and what to do next."""
    workspace = Workspace.open(where)
    handoff = workspace.handoff()
    stages: dict[str, Any] = {}
    for stage in STAGES:
        approval = workspace.approval(stage)
        stages[stage] = {
            "state": workspace.state(stage),
            "files": sorted(handoff.stages[stage].files) if stage in handoff.stages else [],
            "older_than": list(workspace.stale(stage)),
            "approved_by": approval.by if approval and approval.approved else None,
        }
    known = runs(workspace)
    return {
        "workspace": str(workspace.root),
        "source": handoff.source,
        "goal": handoff.goal,
        "stages": stages,
        "runs": [
            {"id": run.id, "status": run.status, "primary": run.primary, "score": run.metrics.get(run.primary)}
            for run in known
        ],
        "next": _next_step(stages),
    }


def _next_step(stages: dict[str, Any]) -> str:
    for stage in STAGES:
        if stages[stage]["state"] in ("missing", "stale"):
            return f"mlwright {stage}"
    if stages["gate"]["approved_by"] is None:
        return "mlwright approve"
    return "nothing: approved"


def approve(where: Path, *, by: str, stage: str = "gate", approved: bool = True, note: str = "") -> Approval:
    """Sign a stage as it is now; a failed verdict or a stale paper cannot be approved."""
    workspace = Workspace.open(where)
    if stage not in STAGES:
        raise PaperError(f"there is no stage {quoted(stage)}", f"stages: {', '.join(STAGES)}")
    state = workspace.state(stage)
    if approved and state in ("missing", "stale"):
        raise PaperError(
            f"{stage} is {state} and cannot be approved", f"`{_next_step(status(where)['stages'])}` comes first"
        )
    if approved and stage == "gate":
        run = latest_run(workspace)
        verdict = workspace.read_paper(Verdict, f"experiments/{run.id}/verdict.json")
        if not verdict.passed:
            raise TrainingError(
                f"the gate failed: {verdict.summary}",
                "a failed verdict cannot be approved; change the model or the policy and run again",
            )
    return workspace.approve(stage, by, approved=approved, note=note)


def _settled(
    workspace: Workspace,
    stage: str,
    command: str,
    force: bool,
    made_from: list[str],
    check: Callable[[], None] | None,
) -> bool:
    """Whether a stage's papers can be used as they are.

    Fresh ones can. A hand edit is honoured as long as `check` finds no contradiction with what it was made from; where
    nothing can check it and its sources changed, ConflictError asks the user.
    """
    state = workspace.state(stage)
    if force or state == "missing":
        return False
    if not workspace.edited(stage):
        return state == "fresh"
    if check is not None:
        check()
        if state == "stale":
            workspace.refresh(stage, made_from)
    elif state == "stale":
        workspace.guard_edit(stage, command, force)
    return True
