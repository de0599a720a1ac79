"""States as files: JSON, packed with gzip; read with bounds, since they may come from strangers."""

import gzip
import io
import zlib
from pathlib import Path

from pydantic import ValidationError

from mlwright.errors import PaperError, quoted
from mlwright.specs.profile_state import ProfileState

MOST_UNPACKED = 512 * 2**20
MOST_PACKED = 256 * 2**20
_LEVEL = 3


def state_bytes(state: ProfileState) -> bytes:
    """The file of a state: the same bytes for the same state."""
    return gzip.compress(state.model_dump_json(exclude_defaults=True).encode(), compresslevel=_LEVEL, mtime=0)


def state_from(data: bytes, name: str = "the state") -> ProfileState:
    """The state of a file's bytes. Raises PaperError for anything else, however large or odd."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            text = stream.read(MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise PaperError(f"{quoted(name)} is not the state of a profile.", _HOW) from None
    if len(text) > MOST_UNPACKED:
        raise PaperError(f"{quoted(name)} unpacks to more than {MOST_UNPACKED // 2**20} MiB.", _HOW)
    try:
        return ProfileState.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        said = f"{where}: {first['msg']}" if where else first["msg"]
        raise PaperError(f"{quoted(name)} is not the state of a profile: {quoted(said)}.", _HOW) from None


def read_state(path: Path) -> ProfileState:
    """The state in a file. Raises PaperError when it is none or cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_PACKED + 1)
    except OSError as error:
        raise PaperError(f"{quoted(path)} cannot be read: {error.strerror}.", _HOW) from None
    if len(data) > MOST_PACKED:
        raise PaperError(f"{quoted(path.name)} is larger than {MOST_PACKED // 2**20} MiB.", _HOW)
    return state_from(data, path.name)


_HOW = "Write it anew with `mlwright profile PART --state FILE`."
