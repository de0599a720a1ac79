"""Which split runs: the config's, which a person may have edited, and how it is said where the spec has another."""

from pathlib import Path

from mlwright import features, generation
from mlwright.errors import PaperError
from mlwright.specs import ExperimentConfig, FeatureSpec
from mlwright.steps.stages import CONFIG, SPEC
from mlwright.workspace import Workspace


def as_run(decided: FeatureSpec, now: ExperimentConfig) -> FeatureSpec:
    """The spec with the split of the config, which is the one that runs."""
    if now.split == decided.split:
        return decided
    reason = now.split.reason if now.split.reason != decided.split.reason else "set by hand in the experiment config"
    return decided.model_copy(update={"split": now.split.model_copy(update={"reason": reason})})


def split_notes(where: Path) -> list[str]:
    """What to say where the config splits rows otherwise than the spec: the config's split is the one that runs."""
    workspace = Workspace.open(where)
    try:
        asked = features.from_markdown(workspace.read_text(SPEC)).split.model_dump(mode="json", exclude={"reason"})
        used = generation.read_config(workspace.read_text(CONFIG)).split.model_dump(mode="json", exclude={"reason"})
    except PaperError:
        return []  # the step that needs the paper says what is wrong with it
    apart = [f"{name} {used[name]}, the spec's is {asked[name]}" for name in used if used[name] != asked[name]]
    if not apart:
        return []
    return [f"the config's split differs from the spec's: {'; '.join(apart)}; the config's is used"]
