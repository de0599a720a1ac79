"""New rows through the latest verified model."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mlwright import features, generation, profiling, training
from mlwright.errors import InputError, PaperError, WorkspaceError, quoted
from mlwright.specs import ExperimentConfig, FeatureSpec, Run
from mlwright.steps.running import ids, runs
from mlwright.steps.stages import SPEC
from mlwright.tabular.table import read_table
from mlwright.workspace import Workspace, write_file

Warn = Callable[[str], None]


def _unheard(text: str) -> None:
    """Nobody listens."""
    del text


def predict(
    where: Path, data: Path, *, run_id: str | None = None, strict: bool = False, warn: Warn = _unheard
) -> pd.DataFrame:
    """Score new rows with the latest verified model: one row per row of `data`, in order.

    Columns: `prediction`, and for classes `proba_<label>`. Unknown columns are ignored. Missing ones are taken as not
    known and told to `warn`; with `strict` they are an InputError.
    """
    workspace = Workspace.open(where)
    run = _verified_run(workspace, run_id)
    folder = workspace.path(f"experiments/{run.id}")
    settings = generation.read_config(workspace.read_text(f"experiments/{run.id}/code/experiment-config.yaml"))
    source = profiling.inspect_source(data, least=1)
    cells = read_table(data, source.model_dump())
    decided = features.from_markdown(workspace.read_text(_as_run(workspace, run)))
    if cells.empty:
        raise PaperError(f"{quoted(data)} has a header but no rows", "there is nothing to score")
    known = {item.name for item in decided.features} | ({settings.split.column} if settings.split.column else set())
    if not known & set(cells.columns):
        raise PaperError(
            f"{quoted(data)} has none of the model's columns; it has {_some(list(cells.columns))}",
            f"the model reads {_some(sorted(known))}",
        )
    _check_complete(data, list(cells.columns), decided, settings, strict, warn)
    for item in decided.features:
        if item.kind == "number" and item.name in cells:
            cells[item.name] = _decimal(cells[item.name], source.separator, source.decimal, settings.data.decimal)
    values = training.predict_rows(run, folder, cells.drop(columns=settings.target, errors="ignore"), settings.classes)
    if not settings.classes:
        return pd.DataFrame({"prediction": values})
    labels = np.asarray(settings.classes)[values.argmax(axis=1)]
    proba = pd.DataFrame(values, columns=[f"proba_{label}" for label in settings.classes])
    return pd.concat([pd.Series(labels, name="prediction"), proba], axis=1)


def _check_complete(
    data: Path, found: Sequence[str], decided: FeatureSpec, settings: ExperimentConfig, strict: bool, warn: Warn
) -> None:
    """Tell which of the model's columns a table lacks; InputError with `strict`."""
    needed = [item.name for item in decided.features if item.name != settings.target]
    lacking = [name for name in needed if name not in found]
    if not lacking:
        return
    told = f"{len(lacking)} of {len(needed)} columns {'is' if len(lacking) == 1 else 'are'} missing: {_some(lacking)}"
    if strict:
        raise InputError(
            f"{quoted(data)}: {told}", "add them, or leave --strict out to score with them taken as not known"
        )
    warn(f"{told}; taken as not known")


def _verified_run(workspace: Workspace, run_id: str | None) -> Run:
    """The verified run of that id, else the latest one."""
    verified = [run for run in runs(workspace) if run.status == "verified"]
    if not verified:
        raise PaperError(f"no verified run in {quoted(workspace.root)}", "`mlwright train` makes one")
    wanted = [run for run in verified if run_id in (None, run.id)]
    if not wanted:
        raise PaperError(f"there is no verified run {quoted(run_id)}; there are {ids(verified)}", "name one of these")
    return wanted[-1]


def _as_run(workspace: Workspace, run: Run) -> str:
    """The spec that the run was made from; runs of earlier versions kept none."""
    kept = f"experiments/{run.id}/code/{Path(SPEC).name}"
    return kept if workspace.exists(kept) else SPEC


def write_predictions(
    where: Path, data: Path, out: Path, *, run_id: str | None = None, strict: bool = False, warn: Warn = _unheard
) -> pd.DataFrame:
    """`predict`, written to a CSV file that appears whole or not at all."""
    _check_out(Workspace.open(where), data, out)
    scored = predict(where, data, run_id=run_id, strict=strict, warn=warn)
    write_file(out, scored.to_csv(index=False))
    return scored


def _check_out(workspace: Workspace, data: Path, out: Path) -> None:
    """WorkspaceError where predictions would replace a table or a paper."""
    place = out.resolve()
    if place.is_relative_to(workspace.root):
        raise WorkspaceError(
            f"{quoted(out)} lies in the workspace {quoted(workspace.root)}, which holds nothing but its own papers",
            f"name a file outside, such as {quoted(workspace.root.parent / (out.name or 'scored.csv'))}",
        )
    if place in (data.resolve(), Path(workspace.handoff().source).resolve()):
        raise WorkspaceError(f"{quoted(out)} is a table that must stay as it is", "name another file")
    if out.is_symlink():
        raise WorkspaceError(f"{quoted(out)} is a link", "name the file itself, or another one")


def _decimal(cells: pd.Series, separator: str, found: str, wanted: str) -> pd.Series:
    """Numbers written as the model's table writes them; a few rows are too few for the reader to know the sign."""
    present = cells[cells.str.strip() != ""]
    if wanted == "." and separator != "," and present.str.fullmatch(r"\s*[-+]?\d+,\d+\s*").any():
        return cells.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return cells.str.replace(found, wanted, regex=False) if found != wanted else cells


def _some(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(quoted(name, 40) for name in list(names)[:most])
    return shown + (" …" if len(names) > most else "")
