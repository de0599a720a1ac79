"""What was installed into a folder: the receipt beside the files, and whether they are still the same."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mlwright import __version__
from mlwright.errors import PaperError
from mlwright.skills.bundle import read_bundle

RECEIPT = ".mlwright-install.json"
FORMAT = 1
UNKNOWN = f"it has no {RECEIPT} of mlwright: others wrote it, or the receipt was lost"


def digest(data: bytes) -> str:
    """SHA-256 as hex."""
    return hashlib.sha256(data).hexdigest()


def receipt_for(files: Mapping[str, bytes]) -> bytes:
    """The receipt of an installed bundle: version, and every file with its hash."""
    paper = {
        "format": FORMAT,
        "version": __version__,
        "files": {name: digest(data) for name, data in sorted(files.items())},
    }
    return (json.dumps(paper, indent=2, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class Installed:
    """A folder in a host's place, seen with its receipt."""

    files: Mapping[str, str]
    """What was written, with hashes; empty when the folder is not ours."""
    found: Mapping[str, str]
    """What lies there now."""
    fault: str = ""
    """Why the folder cannot be taken for ours."""

    @property
    def changed(self) -> list[str]:
        """Files that were edited, removed or added since."""
        names = sorted({*self.files, *self.found})
        return [name for name in names if self.files.get(name) != self.found.get(name)]


def look(folder: Path) -> Installed | None:
    """What lies at a place for a skill; None when nothing does."""
    if not folder.exists() and not folder.is_symlink():
        return None
    try:
        bundle = read_bundle(folder)
    except PaperError as error:
        return Installed({}, {}, error.message)
    found = {name: digest(data) for name, data in bundle.items() if name != RECEIPT}
    files = _files(bundle.get(RECEIPT, b""))
    return Installed(files, found, "" if files else UNKNOWN)


def _files(data: bytes) -> dict[str, str]:
    try:
        paper = json.loads(data)
        files = paper["files"] if paper["format"] == FORMAT else {}
        return {name: value for name, value in files.items() if isinstance(value, str)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
