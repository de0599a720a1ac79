"""From a script and a config to a verified run, its verdict and its report."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mlwright import evaluation, features, gates, generation, profiling, reports, training
from mlwright.errors import PaperError, quoted
from mlwright.specs import ExperimentConfig, Interval, Run, Verdict, fingerprint
from mlwright.steps.planning import config
from mlwright.steps.profiling import read_profile
from mlwright.steps.splits import as_run, split_notes
from mlwright.steps.stages import CONFIG, PROFILE, REPORT, SCRIPT, SPEC, Progress, silent
from mlwright.tabular.bundle import read_parquet
from mlwright.workspace import Workspace


def train(
    where: Path, *, budget: float | None = None, timeout: float | None = None, progress: Progress = silent
) -> Run:
    """Run the script and verify what it left; a verified run of the same code, config and data is reused."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    _check_sources(workspace)  # before a config is written for a run that is refused
    paper = config(where, budget=budget)
    for note in split_notes(where):
        progress("train", 0.0, note)
    known = _same_run(workspace, paper)
    if known is not None:
        _note_reused(workspace, known, [SCRIPT, CONFIG, paper.data.path])
        progress("train", 1.0, f"reused {known.id}")
        return known
    limit = timeout or max(120.0, 3 * paper.training.budget_seconds + 60)
    job = training.Job(
        slug=workspace.handoff().slug,
        ml=workspace.path("ml"),
        experiments=workspace.path("experiments"),
        config=paper,
        target_missing_codes=decided.target_missing_codes,
        target_unit=decided.target_unit,
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


def _check_sources(workspace: Workspace) -> None:
    """PaperError when the script is missing, or older than what it is made from."""
    workspace.read_text(SCRIPT)
    for stage in ("profile", "spec", "script"):
        if older := workspace.stale(stage):
            raise PaperError(
                f"{stage} is older than {', '.join(older)}",
                f"write it anew with `mlwright {stage}`, or everything with `mlwright run`",
            )


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


def _note_reused(workspace: Workspace, run: Run, made_from: list[str]) -> None:
    """A reused run is the latest again; what was noted of its file stays, so that a change of it is still found."""
    name = f"experiments/{run.id}/run.json"
    stamp = workspace.handoff().stages.get("train")
    if stamp and name in stamp.files:
        workspace.refresh("train", made_from)
    else:
        workspace.note("train", [name], made_from)


def runs(workspace: Workspace) -> list[Run]:
    """Every finished run, oldest first."""
    folder = workspace.path("experiments")
    files = sorted(folder.glob("exp-*/run.json"))
    return [workspace.read_paper(Run, file.relative_to(workspace.root).as_posix()) for file in files]


def latest_run(workspace: Workspace, run_id: str | None = None) -> Run:
    """The run of that id, else the latest one; PaperError when there is none."""
    run = current_run(workspace, run_id)
    if run is not None:
        return run
    known = runs(workspace)
    if not known:
        raise PaperError(f"no run yet in {quoted(workspace.root)}", "`mlwright train` makes one")
    raise PaperError(f"there is no run {quoted(run_id)}; there are {ids(known)}", "name one of these")


def current_run(workspace: Workspace, run_id: str | None = None) -> Run | None:
    """The run of that id, else the one that training delivered last, new or reused; None when there is none."""
    known = {run.id: run for run in runs(workspace)}
    if run_id:
        return known.get(run_id)
    stamp = workspace.handoff().stages.get("train")
    noted = [known[name.split("/")[1]] for name in (stamp.files if stamp else ()) if name.split("/")[1] in known]
    return noted[-1] if noted else list(known.values())[-1] if known else None


def ids(known: list[Run], most: int = 10) -> str:
    """The names of the latest runs, for a message."""
    return ("…, " if len(known) > most else "") + ", ".join(run.id for run in known[-most:])


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


def gate(where: Path, *, run_id: str | None = None, progress: Progress = silent) -> Verdict:
    """Judge a run by the policy it started with; writes `verdict.json` beside it."""
    workspace = Workspace.open(where)
    run = latest_run(workspace, run_id)
    folder = f"experiments/{run.id}"
    _check_files(workspace, run)
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


def _check_files(workspace: Workspace, run: Run) -> None:
    """PaperError when a file of the run is not the one that was verified: nothing may be judged by it."""
    folder = f"experiments/{run.id}"
    expected = {f"{folder}/{name}": digest for name, digest in run.files.items()}
    stamp = workspace.handoff().stages.get("train")
    if stamp and f"{folder}/run.json" in stamp.files:
        expected[f"{folder}/run.json"] = stamp.files[f"{folder}/run.json"]
    found = workspace.hashes(expected)
    changed = [name for name, digest in expected.items() if found.get(name) != digest]
    if changed:
        raise PaperError(f"{changed[0]} was changed after the run", "train again; a changed run proves nothing")


def _data_hash(path: Path) -> str:
    try:
        return profiling.file_sha256(path)
    except OSError:
        return "missing"


def report(where: Path, *, run_id: str | None = None, progress: Progress = silent) -> Path:
    """Write `report/index.html` for a run and its verdict."""
    workspace = Workspace.open(where)
    run = latest_run(workspace, run_id)
    folder = f"experiments/{run.id}"
    verdict = workspace.read_paper(Verdict, f"{folder}/verdict.json")
    paper = read_profile(workspace)
    decided = features.from_markdown(workspace.read_text(SPEC))
    now = generation.read_config(workspace.read_text(CONFIG))
    predictions = workspace.path(f"{folder}/predictions.parquet")
    page = reports.run_report(
        slug=workspace.handoff().slug,
        profile=paper,
        spec=as_run(decided, now),
        config=now,
        run=run,
        verdict=verdict,
        predictions=read_parquet(predictions) if run.status == "verified" and predictions.is_file() else None,
        sample=profiling.load_text(decided.source, limit=20_000),
    )
    workspace.publish("report", {REPORT: page}, [f"{folder}/verdict.json", SPEC, PROFILE])
    progress("report", 1.0, REPORT)
    return workspace.path(REPORT)
