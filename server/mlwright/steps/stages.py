"""The stages in their order, where their papers lie, and when a paper can be used as it is."""

from collections.abc import Callable

from mlwright.workspace import Workspace

PROFILE = "data/profile.json"
SPEC = "ml/feature-spec.md"
SCRIPT = "ml/training_script.py"
CONFIG = "ml/experiment-config.yaml"
REPORT = "report/index.html"
STAGES = ("profile", "spec", "script", "config", "train", "gate", "report")

Progress = Callable[[str, float, str], None]
"""(step, share done from 0 to 1, what is going on). A share below 0 says only what is going on, and with no text that
work goes on. An exception from it stops the step."""


def silent(step: str, share: float, note: str) -> None:
    """Nobody listens."""
    del step, share, note


def settled(
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
