"""States that come from strangers."""

import base64
import gzip
import json

import numpy as np
import pytest

from mlwright.errors import PaperError
from mlwright.profiling import parts
from mlwright.profiling.parts import storing
from mlwright.specs.profile_state import packed


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    path = tmp_path_factory.mktemp("state") / "t.csv"
    path.write_text("a,b\n" + "".join(f"{at},w{at % 3}\n" for at in range(40)))
    return json.loads(gzip.decompress(parts.state_bytes(parts.state_of(path))))


def _packed(value):
    return gzip.compress(json.dumps(value).encode())


def _changed(good, path, value):
    copy = json.loads(json.dumps(good))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def test_a_good_state_is_read(good):
    """A negative control for all refusals below."""
    assert parts.state_from(_packed(good)).rows == 40


@pytest.mark.parametrize(
    "data",
    [b"", b"a,b\n1,2\n", b"\x1f\x8b", gzip.compress(b"x" * 999)[:-9], b"PK\x03\x04" + bytes(40), gzip.compress(b"{}")],
    ids=["empty", "csv", "magic", "cut", "zip", "nothing"],
)
def test_what_is_no_state_is_refused(data):
    with pytest.raises(PaperError, match="is not the state of a profile"):
        parts.state_from(data, "t.state")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("other",), 1),
        (("parts",), []),
        (("parts", 0, "rows"), -1),
        (("parts", 0, "rows"), 10**30),
        (("parts", 0, "columns", 0, "amounts", "mean"), "NaN"),
        (("parts", 0, "columns", 0, "name"), "c"),
        (("shared", 0, "name"), "b"),
        (("shared", 0, "registers"), "!!"),
        (("shared", 0, "registers"), base64.b64encode(bytes(9)).decode()),
        (("shared", 0, "registers"), base64.b64encode(b"\xff" * 16384).decode()),
        (("shared", 0, "tally", "counts"), [1]),
        (("shared", 0, "tally", "counts"), [10] * 40),
        (("sample", "limit"), 0),
        (("sample", "limit"), 10**9),
        (("sample", "row"), packed(np.arange(39))),
        (("sample", "row"), packed(np.arange(1, 41))),
        (("sample", "row"), packed(np.zeros(40, dtype=np.int64))),
        (("sample", "row"), "9:AAAA"),
        (("sample", "part"), packed(np.ones(40, dtype=np.int64))),
        (("sample", "columns", 0, "codes"), packed(np.full(40, 60_000))),
        (("sample", "columns", 0, "codes"), packed(np.zeros(3, dtype=np.int64))),
        (("sample", "columns", 0, "codes"), "2:AA"),
    ],
)
def test_a_state_that_contradicts_itself_is_refused(good, path, value):
    with pytest.raises(PaperError, match="is not the state of a profile"):
        parts.state_from(_packed(_changed(good, path, value)))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(storing, "MOST_UNPACKED", 2**20)
    with pytest.raises(PaperError, match="unpacks to more than 1 MiB"):
        parts.state_from(gzip.compress(bytes(2**21)))


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "MOST_PACKED", 2**10)
    path = tmp_path / "t.state"
    path.write_bytes(bytes(2**11))
    with pytest.raises(PaperError, match="is larger than"):
        parts.read_state(path)


def test_deep_nesting_is_refused():
    with pytest.raises(PaperError, match="is not the state of a profile"):
        parts.state_from(gzip.compress(b"[" * 200_000))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(PaperError, match="cannot be read"):
        parts.read_state(tmp_path / "t.state")


def test_texts_of_a_state_stay_texts(good):
    """Quotes, line breaks and SQL in cells and names come out as they went in."""
    nasty = "x'); DROP TABLE stored; --\n\"<script>\u202e"
    text = json.dumps(good).replace("w1", json.dumps(nasty)[1:-1])
    paper = parts.profile_of(parts.state_from(gzip.compress(text.encode())))

    assert nasty in {value.value for value in paper.column("b").top}
