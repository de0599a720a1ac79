"""The code of a notebook, and whether a program wrote it."""

import json
from typing import Any, NamedTuple


class Notebook(NamedTuple):
    """Cells of code with their numbers from 1, and the program that wrote or filled the notebook, if one did."""

    cells: tuple[tuple[int, str], ...]
    language: str
    written_by: str


def opened(text: str, path: str) -> Notebook | None:
    """A notebook from its text, or None where it is none."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or not isinstance(whole.get("cells"), list):
        return None
    found = whole.get("metadata")
    metadata: dict[str, Any] = found if isinstance(found, dict) else {}
    kernel = metadata.get("kernelspec")
    language = str(kernel.get("language", "python") if isinstance(kernel, dict) else "python")[:20].lower()
    cells = tuple((number, _source(cell)) for number, cell in enumerate(whole["cells"], 1) if _is_code(cell))
    by = "papermill" if "papermill" in metadata else "a program" if _named_output(path) else ""
    return Notebook(cells, language, by)


def _is_code(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") == "code"


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source")
    return "".join(map(str, source)) if isinstance(source, list) else str(source or "")


def _named_output(path: str) -> bool:
    stem = path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].lower()
    return stem.endswith(("_output", "-output", "_executed", "-executed", ".nbconvert"))
