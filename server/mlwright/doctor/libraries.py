"""Python and the libraries, against what the package declares. Nothing is imported to find out."""

import platform
import shlex
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from mlwright import __version__
from mlwright.doctor.item import Item

GROUP = "Python and libraries"
COSTS = {
    "lightgbm": "one candidate fewer in every search, often the best one on larger tables",
    "openpyxl": "Excel workbooks are not read",
    "psycopg": "tables of PostgreSQL are not read",
    "pyarrow": "Arrow and Feather files are not read",
    "zstandard": "files packed with zstd are not read, unless pyarrow or Python 3.14 is there",
}


def examine_libraries() -> Iterator[Item]:
    """Python, mlwright itself, every declared library with its range, and the optional ones."""
    try:
        installed = distribution("mlwright")
    except PackageNotFoundError:
        yield Item(
            GROUP,
            "mlwright",
            f"{__version__}, not installed",
            False,
            True,
            "which libraries it needs is unknown, and there is no command for hosts to start",
            (_pip(_source()),),
        )
        return
    yield _python(str(installed.metadata["Requires-Python"] or ""))
    yield _itself(installed.version)
    for text in installed.requires or []:
        wanted = Requirement(text)
        extra = _extra(wanted)
        if extra is not None or wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield _library(wanted, extra)


def _python(allowed: str) -> Item:
    fits = SpecifierSet(allowed).contains(platform.python_version(), prereleases=True)
    costs = "" if fits else f"mlwright needs Python {allowed}"
    return Item(GROUP, "python", f"{platform.python_version()} on {platform.system()}", fits, True, costs)


def _itself(noted: str) -> Item:
    if noted == __version__:
        return Item(GROUP, "mlwright", __version__, True, True)
    costs = f"the installation notes version {noted}: what it declares may be out of date"
    return Item(GROUP, "mlwright", __version__, False, False, costs, (_pip("--upgrade", _source()),))


def _extra(wanted: Requirement) -> str | None:
    """The extra that a requirement belongs to, or None when it is always needed."""
    for extra in ("", *_extras()):
        if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
            return extra or None
    return None


def _extras() -> list[str]:
    return list(distribution("mlwright").metadata.get_all("Provides-Extra") or [])


def _library(wanted: Requirement, extra: str | None) -> Item:
    allowed = str(wanted.specifier)
    costs = COSTS.get(wanted.name, f"the extra {extra!r} has no effect") if extra else "mlwright does not work without"
    fix = (_pip(f"{wanted.name}{allowed}"),)
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return Item(GROUP, wanted.name, "missing", False, extra is None, costs, fix)
    if wanted.specifier.contains(found, prereleases=True):
        return Item(GROUP, wanted.name, f"{found} (allowed {allowed})", True, extra is None)
    return Item(GROUP, wanted.name, f"{found}, needs {allowed}", False, extra is None, costs, fix)


def _source() -> str:
    """Where to install from while no release is published: the checkout that runs, else the current folder."""
    checkout = Path(__file__).resolve().parents[3]
    return str(checkout) if (checkout / "pyproject.toml").is_file() else "."


def _pip(*words: str) -> str:
    return shlex.join([sys.executable, "-m", "pip", "install", *words])
