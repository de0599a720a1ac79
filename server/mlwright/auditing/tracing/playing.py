"""Run a script as `python script` would, watched, and leave the record however it ends."""

import runpy
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType

from .loading import Loaded, watch_imports
from .recording import Recorder

_STOPPED = 143


def play(record: str, script: str, arguments: list[str]) -> int:
    """Run the script and write the record; the script's exit code."""
    path = Path(script).resolve()
    recorder = Recorder(Path(record), path)
    watch_imports(Loaded(recorder))
    sys.argv = [str(path), *arguments]
    sys.path[0] = str(path.parent)
    signal.signal(signal.SIGTERM, _stop)
    code = 1
    try:
        code = _run(path)
    finally:
        recorder.write()
    return code


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SystemExit(_STOPPED)


def _run(path: Path) -> int:
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0
