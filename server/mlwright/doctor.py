"""What is installed, what is missing, and what that costs."""

import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

OPTIONAL = {"lightgbm": "one more candidate, often the best on larger tables: pip install 'mlwright[boost]'"}


@dataclass(frozen=True)
class Item:
    """One thing that was looked for."""

    name: str
    found: str
    ok: bool
    required: bool
    meaning: str


def checkup() -> list[Item]:
    """Python, every declared library with its allowed range, the optional ones, and git; nothing is imported."""
    items = [Item("python", platform.python_version(), True, True, platform.platform())]
    for text in requires("mlwright") or []:
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            items.append(_library(wanted))
    items += [_optional(name, meaning) for name, meaning in OPTIONAL.items()]
    git = shutil.which("git")
    items.append(Item("git", "found" if git else "missing", git is not None, False, "the commit in run records"))
    return items


def _library(wanted: Requirement) -> Item:
    allowed = str(wanted.specifier)
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return Item(wanted.name, "missing", False, True, f"needs {allowed}: pip install --upgrade mlwright")
    fits = wanted.specifier.contains(found, prereleases=True)
    return Item(wanted.name, found, fits, True, f"allowed {allowed}" if fits else f"needs {allowed}")


def _optional(name: str, meaning: str) -> Item:
    try:
        return Item(name, version(name), True, False, "optional, used")
    except PackageNotFoundError:
        return Item(name, "missing", False, False, meaning)
