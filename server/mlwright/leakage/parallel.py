"""Many files over several processes, in order and in bounded memory."""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import partial

from mlwright.leakage.project import Project
from mlwright.leakage.review import Examined, examine_file
from mlwright.leakage.settings import Settings

CHUNK = 8
FILES_PER_WORKER = 1_000
"""A worker is replaced after so many chunks of work, and its memory with it."""
_project: Project | None = None


def examine_files(files: Sequence[str], settings: Settings, roots: Sequence[str], workers: int) -> Iterator[Examined]:
    """The files' results in the order of the files, whatever finishes first."""
    # a fork is quick, but only safe while no other thread holds a lock
    quick = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if quick else "spawn")
    with context.Pool(workers, _start, (tuple(roots),), maxtasksperchild=FILES_PER_WORKER) as pool:
        yield from pool.imap(partial(_examine, settings), files, CHUNK)


def _start(roots: tuple[str, ...]) -> None:
    global _project  # a pool hands its workers nothing else that lives between two files
    # the parent is interrupted and ends its workers; what it does on a signal is not theirs to do
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _project = Project(roots)


def _examine(settings: Settings, path: str) -> Examined:
    assert _project is not None
    return examine_file(path, settings, _project)
