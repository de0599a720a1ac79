"""Artefacts are looked at from outside: what they would run is named, and nothing of it runs."""

import gzip
import io
import json
import os
import pickle
import random
import tarfile
import zipfile
from collections import OrderedDict
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mlwright.scanning import scan


class Reducer:
    """Would leave a file behind if it were ever loaded."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.trace}",)


class Own:
    """A class of ours: nobody else can vouch for it."""


def found(folder: Path) -> list[str]:
    return [item.code for item in scan([str(folder)]).findings]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_reducer_is_named_in_every_protocol_and_never_runs(protocol, tmp_path):
    trace = tmp_path / "ran"
    (tmp_path / "m.pkl").write_bytes(pickle.dumps([1, "x", Reducer(trace)], protocol))
    (finding,) = scan([str(tmp_path)]).findings

    assert finding.code == "SC821"
    assert f"`{os.system.__module__}.system`" in finding.message
    assert finding.place.offset is not None
    assert not trace.exists()


def test_what_runs_before_a_pickle_breaks_is_found(tmp_path):
    whole = pickle.dumps(Reducer(tmp_path / "ran"))
    (tmp_path / "m.pkl").write_bytes(whole[:-1] + b"\xff\xff")
    done = scan([str(tmp_path)])

    assert [item.code for item in done.findings] == ["SC821"]
    assert "not followed to its end" in done.notes[0].what


def test_a_name_that_is_put_together_is_no_harmless_one(tmp_path):
    # the module's name comes from the memo, the function's from a copy of the stack's top
    raw = b"\x80\x04\x8c\x08builtins\x94\x8c\x04eval\x9400h\x00h\x01\x93\x8c\x011\x85R."
    (tmp_path / "m.bin").write_bytes(raw)

    assert found(tmp_path) == ["SC821"]


def test_a_second_pickle_behind_the_first_is_read(tmp_path):
    (tmp_path / "m.pkl").write_bytes(pickle.dumps({"a": 1}) + pickle.dumps(Reducer(tmp_path / "ran")))

    assert found(tmp_path) == ["SC821"]


def test_an_unknown_class_is_told_apart(tmp_path):
    (tmp_path / "m.pkl").write_bytes(pickle.dumps(Own()))

    assert found(tmp_path) == ["SC822"]


def test_models_and_tables_that_libraries_write_are_harmless(tmp_path):
    X = np.random.default_rng(0).normal(size=(60, 3))
    y = (X[:, 0] > 0).astype(int)
    model = make_pipeline(StandardScaler(), RandomForestClassifier(3, random_state=0)).fit(X, y)
    frame = pd.DataFrame({"a": X[:, 0], "b": ["x"] * 60, "c": pd.date_range("2026-01-01", periods=60)})
    (tmp_path / "model.pkl").write_bytes(pickle.dumps(model))
    frame.to_pickle(tmp_path / "frame.pkl")
    joblib.dump({"model": model, "frame": frame, "o": OrderedDict(a=X)}, tmp_path / "all.joblib")
    joblib.dump(model, tmp_path / "packed.joblib", compress=3)
    np.savez(tmp_path / "plain.npz", X=X, y=y)
    done = scan([str(tmp_path)])

    assert (done.findings, done.notes) == ((), ())


@pytest.mark.parametrize("compress", [0, 3])
def test_a_reducer_behind_an_array_of_joblib_is_found(compress, tmp_path):
    held = [np.arange(1000.0), np.array([{"a": 1}, None], dtype=object), Reducer(tmp_path / "ran")]
    joblib.dump(held, tmp_path / "m.joblib", compress=compress)

    assert found(tmp_path) == ["SC821"]


def test_long_constants_are_stepped_over(tmp_path):
    (tmp_path / "m.pkl").write_bytes(pickle.dumps([b"\0" * 5_000_000, Reducer(tmp_path / "ran")]))

    assert found(tmp_path) == ["SC821"]


def test_a_token_within_a_pickle_is_found(tmp_path):
    token = "hf_" + "".join(random.Random(3).choices("abcdefghijkmnpqrstuvwxyzABCDEFGHKLMN23456789", k=34))
    (tmp_path / "m.pkl").write_bytes(pickle.dumps({"token": token}))

    assert found(tmp_path) == ["SC801"]


def test_a_model_archive_with_a_pickle_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps(Reducer(tmp_path / "ran")))
        archive.writestr("model/data/0", b"\0" * 1000)
    (finding,) = scan([str(tmp_path)]).findings

    assert (finding.code, finding.place.member) == ("SC821", "model/data.pkl")


def test_packed_files_are_read(tmp_path):
    (tmp_path / "m.pkl.gz").write_bytes(gzip.compress(pickle.dumps(Reducer(tmp_path / "ran"))))
    (tmp_path / "u.csv.gz").write_bytes(gzip.compress(b"id,mail\n1,ann.lee@bigcorp.io\n"))
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
        raw = pickle.dumps(Reducer(tmp_path / "ran"))
        entry = tarfile.TarInfo("model/m.pkl")
        entry.size = len(raw)
        archive.addfile(entry, io.BytesIO(raw))

    assert found(tmp_path) == ["SC821", "SC811", "SC821"]


def test_members_that_leave_their_folder_are_found(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("../../.bashrc", "x")
        archive.writestr("a..b/fine.txt", "x")

    assert found(tmp_path) == ["SC827"]


def test_a_bomb_is_told_by_its_sizes(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(5):
            archive.writestr(f"{number}.bin", b"\0" * (60 << 20))

    assert found(tmp_path) == ["SC826"]


def test_arrays_of_objects_are_found(tmp_path):
    np.savez(tmp_path / "o.npz", a=np.array([{"a": 1}], dtype=object), b=np.zeros(3))
    np.save(tmp_path / "s.npy", np.array(["O", "xO8"]))

    assert found(tmp_path) == ["SC823"]


@pytest.mark.parametrize(("layer", "expected"), [("Lambda", ["SC825"]), ("Dense", [])])
def test_models_with_stored_code_are_found(layer, expected, tmp_path):
    config = json.dumps({"config": {"layers": [{"class_name": layer, "config": {}}]}})
    with zipfile.ZipFile(tmp_path / "m.keras", "w") as archive:
        archive.writestr("config.json", config)

    assert found(tmp_path) == expected

    (tmp_path / "m.keras").unlink()
    (tmp_path / "m.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * ((1 << 20) - 40) + config.encode())

    assert found(tmp_path) == expected


HEADS = (b"", b"\x80\x04", b"PK\x03\x04", b"\x93NUMPY\x01\0", b"\x1f\x8b", b"x\x9c", b"BZh9", b"\x89HDF\r\n")


@pytest.mark.parametrize("head", HEADS)
def test_broken_artefacts_are_noted_and_stop_nothing(head, tmp_path):
    rest = random.Random(5).randbytes(4000)
    (tmp_path / "a.pkl").write_bytes(head + rest)
    (tmp_path / "requirements.txt").write_text("pandas\n")

    assert found(tmp_path) == ["SC831"]


def test_an_encrypted_or_nested_archive_is_noted(tmp_path):
    raw = b"x"
    for _ in range(5):
        box = io.BytesIO()
        with zipfile.ZipFile(box, "w") as archive:
            archive.writestr("inner.zip", raw)
        raw = box.getvalue()
    (tmp_path / "x.zip").write_bytes(raw)

    assert [note.what for note in scan([str(tmp_path)]).notes] == ["not read: too many archives within archives"]
