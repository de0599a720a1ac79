"""From a table to everything that a run needs: profile, spec, script, config."""

import importlib.util
import os
import shlex
from pathlib import Path

from mlwright import features, generation, profiling, reports
from mlwright.errors import ConflictError, PaperError, TargetError, quoted
from mlwright.reports.wording import plural
from mlwright.specs import ExperimentConfig, FeatureSpec, Profile, Training
from mlwright.specs.profile import Task
from mlwright.steps.splits import split_notes
from mlwright.steps.stages import CONFIG, PROFILE, SCRIPT, SPEC, Progress, settled, silent
from mlwright.workspace import Workspace


def profile(
    data: Path,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    out: Path | None = None,
    base: Path | None = None,
    force: bool = False,
    follow_links: bool = True,
    another_question: bool = False,
    progress: Progress = silent,
) -> tuple[Workspace, Profile]:
    """Look at a table; writes `data/`. An unchanged profile of the same question is reused.

    A workspace whose spec predicts another column is left as it is, unless `another_question` or `force` says so.
    Without `follow_links` the table is read only where no part of its path is a link: the caller has resolved it.
    """
    # before a folder is made for something that is no table
    source = profiling.inspect_source(data, follow_links=follow_links)
    known = _known_profile(data, out, base)
    if known:
        workspace, paper = known
        _check_question(workspace, paper, target, force or another_question)
        asked = paper.target.name if paper.target else None
        same_question = target in (None, asked) and goal in ("", paper.goal) and (task is None or paper.target is None)
        same_table = paper.source.sha256 == source.sha256 and workspace.state("profile") != "missing"
        if not force and same_question and same_table:
            progress("profile", 1.0, "reused")
            return workspace, paper
        goal, target = goal or paper.goal, target or asked
    paper = profiling.profile_table(
        data,
        target=target,
        goal=goal,
        task=task,
        follow_links=follow_links,
        progress=lambda note, share: progress("profile", share, note),
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
    progress("profile", 1.0, f"{plural(paper.rows, 'row')}, {plural(len(paper.columns), 'column')}")
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
    follow_links: bool = True,
    progress: Progress = silent,
) -> FeatureSpec:
    """Decide what the model may see and how rows are split; writes `ml/feature-spec.md`."""
    workspace = Workspace.open(where)
    paper = workspace.read_paper(Profile, PROFILE)
    _check_question(workspace, paper, target, force)  # before the table is profiled for a spec that is refused
    asked = paper.target.name if paper.target else None
    if (
        force
        or asked is None
        or target not in (None, asked)
        or goal not in ("", paper.goal)
        or workspace.stale("profile")
    ):
        workspace, paper = profile(
            Path(workspace.handoff().source),
            target=target,
            goal=goal,
            task=task,
            out=workspace.root,
            follow_links=follow_links,
            another_question=True,
            progress=progress,
        )
    if paper.target is None:
        raise no_target(paper)
    if settled(workspace, "spec", "spec", force, [PROFILE], lambda: _check_spec(workspace, paper)):
        progress("spec", 1.0, "reused")
        return features.from_markdown(workspace.read_text(SPEC))
    decided = features.write_spec(paper)
    workspace.publish("spec", {SPEC: features.to_markdown(decided)}, [PROFILE])
    progress("spec", 1.0, f"{plural(len(decided.features), 'feature')}, {len(decided.dropped)} left out")
    return decided


def _check_spec(workspace: Workspace, paper: Profile) -> None:
    edited = features.from_markdown(workspace.read_text(SPEC))
    features.check_spec(edited, paper)
    if paper.target and edited.target != paper.target.name:
        raise _other_question(edited.target, paper.target.name)


def _check_question(workspace: Workspace, paper: Profile, target: str | None, agreed: bool) -> None:
    """ConflictError when the spec predicts another column than the one that is asked for."""
    if agreed or target not in paper.names or not workspace.exists(SPEC):
        return  # a name that is no column has an error of its own
    try:
        decided = features.from_markdown(workspace.read_text(SPEC))
    except PaperError:
        return  # the step that needs the spec says what is wrong with it
    if target is not None and decided.target != target:
        raise _other_question(decided.target, target)


def _other_question(there: str, asked: str) -> ConflictError:
    return ConflictError(
        f"{SPEC} predicts {quoted(there)}, you ask for {quoted(asked)}",
        f"call again with `--target {shlex.quote(there)}`; another target needs a "
        f"workspace of its own (`mlwright profile DATA --out DIR --target {shlex.quote(asked)}`); "
        f"`mlwright spec --target {shlex.quote(asked)} --force` turns this one into that question",
    )


def no_target(paper: Profile) -> TargetError:
    """The question to the user when no target was named: the likely columns with their reasons."""
    lines = [f"  {quoted(item.name)}: {'; '.join(item.reasons)}" for item in paper.target_candidates[:5]]
    return TargetError(
        "\n".join(["which column is to be predicted? The most likely ones:", *lines]),
        "name it with --target NAME, or take the first with --yes",
    )


def script(where: Path, *, force: bool = False, progress: Progress = silent) -> Path:
    """Write the training script and the module beside it; returns the script's path."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    if workspace.edited("spec"):
        features.check_spec(decided, workspace.read_paper(Profile, PROFILE))
    if not settled(workspace, "script", "script", force, [SPEC], None):
        files = generation.training_files(decided, lightgbm=has_lightgbm())
        workspace.publish("script", {f"ml/{name}": text for name, text in files.items()}, [SPEC])
        progress("script", 1.0, SCRIPT)
    else:
        progress("script", 1.0, "reused")
    return workspace.path(SCRIPT)


def config(
    where: Path, *, budget: float | None = None, force: bool = False, progress: Progress = silent
) -> ExperimentConfig:
    """Write the experiment config, paced to the table and the budget in seconds."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    paper = workspace.read_paper(Profile, PROFILE)
    made_from = [SPEC, PROFILE]

    def check() -> None:
        edited = generation.read_config(workspace.read_text(CONFIG))
        generation.check_config(edited, decided)
        if not workspace.edited("script"):  # what an edited script builds is its author's business
            generation.check_candidates(edited, lightgbm=has_lightgbm())

    if settled(workspace, "config", "config", force, made_from, check):
        known = generation.read_config(workspace.read_text(CONFIG))
        if budget in (None, known.training.budget_seconds):
            progress("config", 1.0, "; ".join(["reused", *split_notes(where)]))
            return known
        if workspace.edited("config"):
            raise ConflictError(
                f"{CONFIG} was edited by hand and has training.budget_seconds {known.training.budget_seconds:g}",
                "change it there, or leave --budget away",
            )
    written = generation.default_config(
        decided,
        paper,
        budget_seconds=budget or _budget_before(workspace),
        lightgbm=has_lightgbm(),
        cores=os.cpu_count() or 1,
    )
    workspace.publish("config", {CONFIG: generation.render_config(written)}, made_from)
    progress("config", 1.0, f"{plural(len(written.candidates), 'candidate')}, judged by {written.metrics.primary}")
    return written


def _budget_before(workspace: Workspace) -> float:
    """The seconds that were agreed on for this workspace; the default where nothing says otherwise."""
    try:
        return generation.read_config(workspace.read_text(CONFIG)).training.budget_seconds
    except PaperError:
        return Training().budget_seconds


def read_config(text: str) -> ExperimentConfig:
    """A config from YAML; PaperError names the field that is wrong."""
    return generation.read_config(text)


def has_lightgbm() -> bool:
    """Whether the optional library is there, without importing it."""
    return importlib.util.find_spec("lightgbm") is not None
