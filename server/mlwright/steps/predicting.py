"""New rows through the latest verified model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mlwright import features, generation, profiling, training
from mlwright.errors import PaperError, WorkspaceError, quoted
from mlwright.steps.running import runs
from mlwright.steps.stages import SPEC
from mlwright.tabular.table import read_table
from mlwright.workspace import Workspace, write_file


def predict(where: Path, data: Path, *, run_id: str | None = None) -> pd.DataFrame:
    """Score new rows with the latest verified model: one row per row of `data`, in order.

    Columns: `prediction`, and for classes `proba_<label>`. Missing, blank and unknown columns are no obstacle.
    """
    workspace = Workspace.open(where)
    verified = [run for run in runs(workspace) if run.status == "verified" and run_id in (None, run.id)]
    if not verified:
        raise PaperError(f"no verified run in {quoted(workspace.root)}", "`mlwright train` makes one")
    run, folder = verified[-1], workspace.path(f"experiments/{verified[-1].id}")
    settings = generation.read_config(workspace.read_text(f"experiments/{run.id}/code/experiment-config.yaml"))
    source = profiling.inspect_source(data, least=1)
    cells = read_table(data, source.model_dump())
    decided = features.from_markdown(workspace.read_text(SPEC))
    if cells.empty:
        raise PaperError(f"{quoted(data)} has a header but no rows", "there is nothing to score")
    known = {item.name for item in decided.features} | ({settings.split.column} if settings.split.column else set())
    if not known & set(cells.columns):
        raise PaperError(
            f"{quoted(data)} has none of the model's columns; it has {_some(list(cells.columns))}",
            f"the model reads {_some(sorted(known))}",
        )
    for item in decided.features:
        if item.kind == "number" and item.name in cells:
            cells[item.name] = _decimal(cells[item.name], source.separator, source.decimal, settings.data.decimal)
    values = training.predict_rows(run, folder, cells.drop(columns=settings.target, errors="ignore"), settings.classes)
    if not settings.classes:
        return pd.DataFrame({"prediction": values})
    labels = np.asarray(settings.classes)[values.argmax(axis=1)]
    proba = pd.DataFrame(values, columns=[f"proba_{label}" for label in settings.classes])
    return pd.concat([pd.Series(labels, name="prediction"), proba], axis=1)


def write_predictions(where: Path, data: Path, out: Path, *, run_id: str | None = None) -> pd.DataFrame:
    """`predict`, written to a CSV file that appears whole or not at all."""
    scored = predict(where, data, run_id=run_id)
    workspace = Workspace.open(where)
    kept = {data.resolve(), Path(workspace.handoff().source).resolve()}
    if out.resolve() in kept or out.resolve().is_relative_to(workspace.root) or out.is_symlink():
        raise WorkspaceError(f"{quoted(out)} is a table or a paper that must stay as it is", "name another file")
    write_file(out, scored.to_csv(index=False))
    return scored


def _decimal(cells: pd.Series, separator: str, found: str, wanted: str) -> pd.Series:
    """Numbers written as the model's table writes them; a few rows are too few for the reader to know the sign."""
    present = cells[cells.str.strip() != ""]
    if wanted == "." and separator != "," and present.str.fullmatch(r"\s*[-+]?\d+,\d+\s*").any():
        return cells.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return cells.str.replace(found, wanted, regex=False) if found != wanted else cells


def _some(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(quoted(name, 40) for name in list(names)[:most])
    return shown + (" …" if len(names) > most else "")
