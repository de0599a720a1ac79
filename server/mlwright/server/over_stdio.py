"""The server on standard input and output."""

import gc
import logging
import os
import select
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from mlwright.server.building import create_server

PATIENCE = 8.0
"""Seconds that a call has to stop after the end of input."""


def serve(roots: Sequence[Path]) -> None:
    """Serve on standard input and output until the input ends."""
    logging.captureWarnings(True)
    server = create_server(roots)
    gc.freeze()
    gc.enable()
    if hasattr(select, "poll"):
        # a copy: the SDK takes the original for itself
        threading.Thread(target=_end_with_input, args=(os.dup(0),), daemon=True).start()
    server.run("stdio")


def _end_with_input(handle: int) -> None:
    """End the process some time after its client is gone, in whatever a call may be busy.

    A cancelled step stops at its next word of progress, and so does a process that it started; what is still at work
    after this time is a computation that nobody waits for. Files are written whole or not at all.
    """
    gone = select.poll()
    gone.register(handle, 0)
    gone.poll()
    time.sleep(PATIENCE)
    os._exit(0)
