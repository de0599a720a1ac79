"""`mlwright profile PART --state FILE` and `mlwright profile merge FILE…`."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mlwright.cli.options import as_json_text
from mlwright.console import Console
from mlwright.errors import InputError


def state_command(data: Any, state: Path, *, options: Any, force: bool, as_json: bool) -> int:
    """Write the state of one part."""
    with Console() as console:
        found = _merging().write_state(data, state, options=options, force=force, progress=console.progress)
    if as_json:
        columns = len(found.shared)
        click.echo(as_json_text({"state": str(state), "rows": found.rows, "columns": columns}))
    else:
        click.echo(f"written to {state}: {found.rows:,} rows; merge it with `mlwright profile merge`")
    return 0


def merge_command(states: Sequence[str], *, as_json: bool, out: Path | None, **asked: Any) -> int:
    """Merge states of parts into the papers of the whole; `asked` are the options of `profile` that say what for."""
    if not states:
        raise InputError("There is no state to merge.", "mlwright profile merge A.state B.state …")
    with Console() as console:
        paths = [Path(state) for state in states]
        workspace, paper = _merging().merge(paths, out=out, progress=console.progress, **asked)
    if as_json:
        click.echo(as_json_text({"workspace": str(workspace.root), **paper.model_dump(mode="json")}))
    else:
        click.echo(summary_of(workspace, paper))
    return 0


def summary_of(workspace: Any, paper: Any) -> str:
    """A profile in a few lines, with the workspace as one stands to it."""
    root, here = Path(workspace.root), Path.cwd().resolve()
    where = root.relative_to(here) if root.is_relative_to(here) else root
    return str(importlib.import_module("mlwright.reports").eda_summary(paper, str(where)))


def _merging() -> Any:
    # the readers take half a second to import: `--help` does without
    return importlib.import_module("mlwright.steps.merging")
