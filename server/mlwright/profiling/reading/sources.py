"""From what the user named to a source that is checked and ready to load."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.arrow_files import prepare_arrow
from mlwright.profiling.reading.csv_files import prepare_csv
from mlwright.profiling.reading.database_files import prepare_duckdb, prepare_sqlite
from mlwright.profiling.reading.database_server import prepare_postgresql
from mlwright.profiling.reading.forms import Form, form_by_name, form_of
from mlwright.profiling.reading.json_lines import prepare_json
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.pinning import steady_all
from mlwright.profiling.reading.places import Place, locate, shown
from mlwright.profiling.reading.preparing import File, Prepared
from mlwright.profiling.reading.typed_files import prepare_parquet
from mlwright.profiling.reading.unpacking import unpack
from mlwright.profiling.reading.urls import Database, database_of
from mlwright.profiling.reading.workbooks import prepare_workbook
from mlwright.specs import Finding, found

_SINGLE: tuple[Form, ...] = ("excel", "sqlite", "duckdb")


@contextmanager
def prepared(
    data: Sequence[str | Path], options: ReadOptions, scratch: Path, least: int, follow_links: bool
) -> Iterator[tuple[Prepared, tuple[Finding, ...]]]:
    """What the data is, checked and held open, and what was left out of it.

    Raises:
        TableError: saying what it is instead of a table.
        InputError: a package for that form is not installed.
    """
    databases = [found for item in data if (found := database_of(str(item), options.table))]
    if databases and len(data) > 1:
        raise TableError("A table of a database is profiled alone.", "Name one URL and nothing else.")
    if databases and databases[0].path is None:
        yield prepare_postgresql(databases[0], options, scratch), ()
        return
    if databases:
        options = replace(options, table=databases[0].table)
    place = locate([databases[0].path]) if databases and databases[0].path else locate(data)
    with steady_all(place.files, follow_links=follow_links) as held:
        ready = _prepare(place, held, options, scratch, least)
        if databases:
            _check_kind(databases[0], ready)
        elif options.table and ready.source.table is None:
            raise TableError(f"{quoted(place.named)} has no tables to choose from.", "Leave --table out.")
        asked = {"header": options.header, "ragged": options.ragged} if ready.source.format == "csv" else {}
        named = databases[0].shown if databases else place.named
        source = ready.source.model_copy(update={"path": named, **asked})
        left_out = (_left_out(place.left_out),) if place.left_out else ()
        yield replace(ready, source=source), left_out


def _prepare(place: Place, held: Sequence[Path], options: ReadOptions, scratch: Path, least: int) -> Prepared:
    files, forms = [], []
    for at, path in enumerate(held):
        form, packed = form_of(path), None
        if form == "gzip" or form == "zstd":
            packed, form = form, _packed_form(path, form, options, scratch)
        forms.append(form)
        name = place.names[at] if len(held) > 1 else path.name
        files.append(File(place.files[at], path, name, packed, place.values[at]))
    form = forms[0]
    _refuse_mixture(files, forms)
    if form in _SINGLE:
        if len(files) > 1:
            raise TableError(f"Several {form} files are not read as one table.", "Name one of them.")
        single = {"excel": prepare_workbook, "sqlite": prepare_sqlite, "duckdb": prepare_duckdb}
        return single[form](files[0], options, scratch)
    several = {"parquet": prepare_parquet, "arrow": prepare_arrow, "json": prepare_json}
    if form in several:
        return several[form](files, place.keys, options, scratch)
    return prepare_csv(files, place.keys, options, scratch, least)


def _packed_form(path: Path, packing: Form, options: ReadOptions, scratch: Path) -> Form:
    """What a packed file holds: by its name where that tells, since unpacking twice costs."""
    named = form_by_name(path.name)
    if named in ("text", "json"):
        return named
    trial = scratch / "trial"
    form = form_of(unpack(path, packing, trial, options))
    trial.unlink()
    if form not in ("text", "json"):
        raise TableError(f"{quoted(path.name)} is a packed {form} file.", "Unpack it first; it is packed inside.")
    return form


def _refuse_mixture(files: Sequence[File], forms: Sequence[Form]) -> None:
    for file, form in zip(files, forms, strict=True):
        if form != forms[0]:
            raise TableError(
                f"{quoted(file.name, 80)} is {form}, {quoted(files[0].name, 80)} is {forms[0]}.",
                "Name files of one form.",
            )


def _check_kind(place: Database, found: Prepared) -> None:
    if found.source.format != "database":
        raise TableError(
            f"{quoted(place.shown)} is a {found.source.format} file, not a database.", "Name the file itself."
        )


def _left_out(names: Sequence[str]) -> Finding:
    count = "1 file" if len(names) == 1 else f"{len(names):,} files"
    return found("files_left_out", f"not read: {count} of the folder: {shown(names)}")
