"""What the runs of a workspace suggest."""

from pathlib import Path

from mlwright import features, generation, suggestions, training
from mlwright.errors import PaperError
from mlwright.specs import Run
from mlwright.specs.suggestion import Suggestion
from mlwright.steps.profiling import read_profile
from mlwright.steps.running import latest_run
from mlwright.steps.stages import CONFIG, PROFILE, SPEC
from mlwright.workspace import Workspace


def suggest(where: Path, *, run_id: str | None = None) -> tuple[Suggestion, ...]:
    """What a run's results suggest, by default the latest's; PaperError when there is none."""
    workspace = Workspace.open(where)
    return of_run(workspace, latest_run(workspace, run_id))


def of_run(workspace: Workspace, run: Run) -> tuple[Suggestion, ...]:
    """What the results of one run suggest, read from its papers as they are."""
    return suggestions.suggest(
        suggestions.Results(
            run=run,
            config=generation.read_config(workspace.read_text(_as_run(workspace, run))),
            profile=read_profile(workspace) if workspace.exists(PROFILE) else None,
            features=_features(workspace),
            looks=training.looks_at(workspace.path("experiments"), run.split_sha256) if run.split_sha256 else 0,
        )
    )


def _as_run(workspace: Workspace, run: Run) -> str:
    """The config that the run was started with; the one in `ml/` may have been edited since."""
    kept = f"experiments/{run.id}/code/{Path(CONFIG).name}"
    return kept if workspace.exists(kept) else CONFIG


def _features(workspace: Workspace) -> tuple[str, ...]:
    if not workspace.exists(SPEC):
        return ()
    try:
        return tuple(item.name for item in features.from_markdown(workspace.read_text(SPEC)).features)
    except PaperError:
        return ()  # a spec that is being edited: what it would say is not known
