"""Whether the papers of a workspace ask the same question, and what to ask the user where they do not."""

import shlex

from mlwright import features
from mlwright.errors import ConflictError, PaperError, TargetError, quoted
from mlwright.specs import Profile
from mlwright.steps.stages import SPEC
from mlwright.workspace import Workspace


def check_spec(workspace: Workspace, paper: Profile) -> None:
    """PaperError or ConflictError where an edited spec contradicts the profile."""
    edited = features.from_markdown(workspace.read_text(SPEC))
    features.check_spec(edited, paper)
    if paper.target and edited.target != paper.target.name:
        raise _other_question(edited.target, paper.target.name)


def check_question(workspace: Workspace, paper: Profile, target: str | None, agreed: bool) -> None:
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
