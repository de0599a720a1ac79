"""Jupyter notebooks: the code cells one after the other, without their outputs, as flat Python text."""

import ast
import json
from typing import NamedTuple

from mlwright.leakage.findings import Note
from mlwright.leakage.reading.decoding import NotTextError, decode, plain
from mlwright.leakage.reading.magics import OTHER_LANGUAGE, cell_magic, has_candidates, strip_magics
from mlwright.leakage.reading.notes import gap_notes, order_notes
from mlwright.leakage.reading.parsing import parse
from mlwright.leakage.reading.raw_lines import raw_firsts
from mlwright.leakage.reading.repair import mend
from mlwright.leakage.reading.salvage import Gap
from mlwright.leakage.reading.scripts import changed_lines
from mlwright.leakage.reading.source import Cell, Source, unread

LARGEST_NOTEBOOK = 100_000_000
LARGEST_CODE = 5_000_000
PYTHON = ("python", "ipython", "pyspark", "sage", "xpython")
OTHER_KERNELS = ("ir", "julia", "javascript", "scala", "spark-scala", "bash", "octave", "sql", "rust", "csharp", "c#")


class Code(NamedTuple):
    """A code cell as written, and as it enters the flat text."""

    number: int
    written: str
    text: str
    run: int | None


def read_notebook(path: str, data: bytes) -> Source:
    """Read a notebook of nbformat 3 or 4."""
    if len(data) > LARGEST_NOTEBOOK:
        return unread(path, "notebook", f"the file is larger than {LARGEST_NOTEBOOK // 1_000_000} MB")
    try:
        text, _ = decode(data)
        entries = cells_in(json.loads(text), remarks := list[tuple[int, str]]())
    except NotTextError as error:
        return unread(path, "notebook", str(error))
    except RecursionError:
        return unread(path, "notebook", "its JSON is nested too deeply")
    except ValueError as error:
        return unread(path, "notebook", f"it is not a notebook ({str(error)[:100]})")
    magics: set[str] = set()
    codes = [code for number, entry in enumerate(entries, 1) if (code := _code(number, entry, magics, remarks))]
    if sum(len(code.written) for code in codes) > LARGEST_CODE:
        return unread(path, "notebook", f"its code is larger than {LARGEST_CODE // 1_000_000} MB")
    source, gaps = _assemble(path, codes, magics, remarks)
    source.raw_firsts = raw_firsts(text, [source_of(entry) for entry in entries])
    written = "\n".join(code.written for code in codes)
    source.repaired = changed_lines(written, source.text)
    starts = {cell.number: cell.first for cell in source.cells}
    notes = [Note(source.place(starts.get(number, 1)), what) for number, what in remarks]
    source.notes = (*notes, *gap_notes(source, gaps), *order_notes(source, written))
    return source


def cells_in(notebook: object, remarks: list[tuple[int, str]]) -> list[dict[str, object]]:
    """The cells of every kind in order; raises ValueError where there can be no Python cells."""
    if not isinstance(notebook, dict):
        raise ValueError("the JSON text is not an object")
    language = _language(notebook.get("metadata"))
    if language:
        raise ValueError(f"its kernel runs {language[:40]!r}, not Python")
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")
    if not all(isinstance(cell, dict) for cell in cells):
        remarks.append((1, "not analysed: cells that are not objects"))
    return [cell if isinstance(cell, dict) else {} for cell in cells]


def _language(metadata: object) -> str:
    """The language of the kernel, if it is another than Python."""
    if not isinstance(metadata, dict):
        return ""
    info, kernel = metadata.get("language_info"), metadata.get("kernelspec")
    named = [
        info.get("name") if isinstance(info, dict) else None,
        kernel.get("language") if isinstance(kernel, dict) else None,
    ]
    for name in named:
        if isinstance(name, str) and name.strip():
            return "" if _is_python(name) else name
    name = kernel.get("name") if isinstance(kernel, dict) else None
    return name if (isinstance(name, str) and name.lower().startswith(OTHER_KERNELS[1:])) or name == "ir" else ""


def _is_python(name: str) -> bool:
    return name.strip().lower().startswith(PYTHON)


def source_of(entry: dict[str, object]) -> object:
    """What a cell holds: `source`, or `input` before nbformat 4."""
    return entry["source"] if "source" in entry else entry.get("input")


def _code(number: int, entry: dict[str, object], magics: set[str], remarks: list[tuple[int, str]]) -> Code | None:
    if entry.get("cell_type") != "code":
        return None
    written = source_of(entry)
    if isinstance(written, list):
        written = "".join(item for item in written if isinstance(item, str))
    text = plain(written) if isinstance(written, str) else ""
    count = entry.get("execution_count", entry.get("prompt_number"))
    language = _cell_language(entry)
    if language and text.strip():
        remarks.append((number, f"not analysed: cell {number} is {language[:40]!r}, not Python"))
        return Code(number, text, "\n" * text.count("\n"), None)
    ready = _without_cell_magic(number, text, magics, remarks)
    return Code(number, text, ready, count if type(count) is int else None)


def _cell_language(entry: dict[str, object]) -> str:
    metadata = entry.get("metadata")
    editor = metadata.get("vscode") if isinstance(metadata, dict) else None
    named = [entry.get("language"), editor.get("languageId") if isinstance(editor, dict) else None]
    return next((name for name in named if isinstance(name, str) and name and not _is_python(name)), "")


def _without_cell_magic(number: int, text: str, magics: set[str], remarks: list[tuple[int, str]]) -> str:
    """Blank the line of a `%%` magic, and the cell below it where that is not Python run here."""
    found = cell_magic(text.split("\n")) if "%%" in text else None
    if found is None:
        return text
    index, name, argument = found
    magics.add(name)
    lines = text.split("\n")
    if name not in OTHER_LANGUAGE and name != "!":
        lines[index] = ""
        return "\n".join(lines)
    if name in ("writefile", "file", "python", "python3", "cython") and not argument.endswith((".txt", ".md", ".sh")):
        remarks.append((number, f"not analysed: cell {number}, whose code %%{name} takes elsewhere"))
    return "\n" * (len(lines) - 1)


def _assemble(
    path: str, codes: list[Code], magics: set[str], remarks: list[tuple[int, str]]
) -> tuple[Source, tuple[Gap, ...]]:
    """One parse for a notebook whose cells are sound, cell by cell otherwise."""
    stripped = [
        "\n".join(strip_magics(code.text.split("\n"), magics)) if has_candidates(code.text) else code.text
        for code in codes
    ]
    cells = _number_lines(codes)
    text = "\n".join(stripped)
    tree = parse(text)
    if isinstance(tree, ast.Module) and _within_cells(tree, cells):
        return Source(path, "notebook", text, tree, cells, magics=frozenset(magics)), ()
    mended = [mend(code.text, magics) for code in codes]
    remarks += [(code.number, what) for code, one in zip(codes, mended, strict=True) for what in one.remarks]
    gaps = [
        Gap(gap.first + cell.first - 1, gap.last + cell.first - 1, gap.reason)
        for cell, one in zip(cells, mended, strict=True)
        for gap in one.gaps
    ]
    text = "\n".join(one.text for one in mended)
    whole = mend(text, magics)
    gaps += whole.gaps
    return Source(path, "notebook", whole.text, whole.tree, cells, magics=frozenset(magics)), tuple(gaps)


def _number_lines(codes: list[Code]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    first = 1
    for code in codes:
        last = first + code.text.count("\n")
        cells.append(Cell(code.number, first, last, code.run))
        first = last + 1
    return tuple(cells)


def _within_cells(tree: ast.Module, cells: tuple[Cell, ...]) -> bool:
    """Whether each statement ends in the cell where it begins: joining must not make sense of what made none."""
    position = 0
    for statement in tree.body:
        while cells[position].last < statement.lineno:
            position += 1
        if (statement.end_lineno or statement.lineno) > cells[position].last:
            return False
    return True
