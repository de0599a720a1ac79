"""Handoff: which papers exist, what each was made from, who approved what."""

from mlwright.specs.paper import Paper, Part


class Stamp(Part):
    """One finished stage. Hashes are SHA-256; keys are paths relative to the workspace."""

    files: dict[str, str]
    made_from: dict[str, str]
    at: str
    version: str


class Approval(Part):
    """A person's signature under a stage; void as soon as one of the hashed files changes."""

    stage: str
    by: str
    at: str
    approved: bool
    note: str = ""
    files: dict[str, str]


class Handoff(Paper):
    """handoff.json."""

    slug: str
    source: str
    """Absolute path of the table the workspace was made for; a glob or a URL without its secret as it stands."""
    data: tuple[str, ...] = ()
    """What was named, where it is not one path."""
    goal: str = ""
    stages: dict[str, Stamp] = {}
    approvals: tuple[Approval, ...] = ()
