"""Large files of data and models that git would take in: every copy of a repository carries them for ever."""
# paths are shown as they were given, and pathlib rewrites them
# ruff: noqa: PTH202

import os
from collections.abc import Iterator, Sequence

from mlwright.scanning.findings import Finding, Note, Place
from mlwright.scanning.git_settings import GitSettings, repository
from mlwright.scanning.inventory.stored import is_large_kind, size

LARGEST = 10_000_000
"""Bytes of a file of data or of a model that git may take in without git-lfs."""


def large_files(files: Sequence[str], largest: int = LARGEST) -> Iterator[Finding | Note]:
    """One finding a file; in a folder that is no repository there is none."""
    git = GitSettings()
    for path in files:
        if not is_large_kind(path):
            continue
        try:
            length = os.path.getsize(path)
        except OSError as error:
            yield Note(Place(path), f"its size is not known: {error.strerror or type(error).__name__}")
            continue
        root = repository(path) if length > largest else None
        if root is not None and not git.leaves_out(path, root) and not git.gives_to_lfs(path, root):
            message = (
                f"{size(length)} that git would take in, and that git-lfs is not told of (more than {size(largest)})"
            )
            yield Finding("SC841", "high", Place(path), message)
