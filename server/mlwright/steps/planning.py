"""From a table to everything that a run needs: profile, spec, script, config."""

import importlib.util
import os
from pathlib import Path

from mlwright import features, generation
from mlwright.errors import ConflictError, PaperError
from mlwright.reports.wording import plural
from mlwright.specs import ExperimentConfig, FeatureSpec, Training
from mlwright.specs.profile import Task
from mlwright.steps.profiling import profile, read_profile
from mlwright.steps.questions import check_question, check_spec, no_target
from mlwright.steps.snapshots import plain_source
from mlwright.steps.splits import split_notes
from mlwright.steps.stages import CONFIG, PROFILE, SCRIPT, SPEC, Progress, settled, silent
from mlwright.steps.tables import again, options_of
from mlwright.workspace import Workspace


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
    paper = read_profile(workspace)
    check_question(workspace, paper, target, force)  # before the table is profiled for a spec that is refused
    asked = paper.target.name if paper.target else None
    if (
        force
        or asked is None
        or target not in (None, asked)
        or goal not in ("", paper.goal)
        or workspace.stale("profile")
    ):
        workspace, paper = profile(
            again(workspace.handoff()).data,
            target=target,
            goal=goal,
            task=task,
            options=options_of(paper.source),
            out=workspace.root,
            follow_links=follow_links,
            another_question=True,
            progress=progress,
        )
    if paper.target is None:
        raise no_target(paper)
    if settled(workspace, "spec", "spec", force, [PROFILE], lambda: check_spec(workspace, paper)):
        progress("spec", 1.0, "reused")
        return features.from_markdown(workspace.read_text(SPEC))
    source = plain_source(workspace, paper, progress)
    decided = features.write_spec(paper.model_copy(update={"source": source}))
    workspace.publish("spec", {SPEC: features.to_markdown(decided)}, [PROFILE])
    progress("spec", 1.0, f"{plural(len(decided.features), 'feature')}, {len(decided.dropped)} left out")
    return decided


def script(where: Path, *, force: bool = False, progress: Progress = silent) -> Path:
    """Write the training script and the module beside it; returns the script's path."""
    workspace = Workspace.open(where)
    decided = features.from_markdown(workspace.read_text(SPEC))
    if workspace.edited("spec"):
        features.check_spec(decided, read_profile(workspace))
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
    paper = read_profile(workspace)
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
