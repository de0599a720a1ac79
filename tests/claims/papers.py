"""The papers whose claims are held against what exists."""

from pathlib import Path

from tests.claims.registry import TOP

PATTERNS = (
    "README.md",
    "CONTRIBUTING.md",
    "AGENTS.md",
    "CHANGELOG.md",
    "docs/**/*.md",
    "skills/*/**/*.md",
    "skills/*/assets/*",
    "agents/*.md",
    "commands/*.md",
    "evals/README.md",
)
MADE_FROM_CODE = frozenset({"docs/cli.md", "docs/tools.md", "docs/rules.md"})
"""Pages that are written from the registries themselves, and hold examples of faults."""


def papers(top: Path = TOP) -> list[Path]:
    """Every paper of a checkout, in order."""
    found = dict.fromkeys(path for pattern in PATTERNS for path in sorted(top.glob(pattern)) if path.is_file())
    return [path for path in found if path.relative_to(top).as_posix() not in MADE_FROM_CODE and path.suffix != ".json"]


def bundles(top: Path = TOP) -> list[Path]:
    """The folders of the skills."""
    return [path for path in sorted(top.joinpath("skills").iterdir()) if path.is_dir()]
