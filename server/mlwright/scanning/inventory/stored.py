"""Files that are told by their names alone: tables, models, and what trackers leave."""

import os
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from mlwright.scanning.inventory.entries import Entry, Evidence, Role

_PACKED = re.compile(r"\.(?:gz|bz2|zst|xz)$")
_TEXT_TABLES = (".csv", ".tsv", ".psv", ".jsonl", ".ndjson", ".arff")
_PACKED_TABLES = (".parquet", ".pq", ".feather", ".arrow", ".orc", ".avro", ".npy", ".npz", ".sqlite", ".db", ".duckdb")
_PROGRAMS_TABLES = (".xlsx", ".xls", ".sas7bdat", ".dta", ".sav", ".rds")
TABLES = (*_TEXT_TABLES, *_PACKED_TABLES, *_PROGRAMS_TABLES)
_PICKLES = (".pkl", ".pickle", ".joblib", ".dill", ".skops", ".pt", ".pth", ".ckpt")
_FORMATS = (".onnx", ".safetensors", ".keras", ".h5", ".hdf5", ".tflite", ".pmml", ".cbm", ".ubj", ".bst", ".mlmodel")
MODELS = (*_PICKLES, *_FORMATS, ".gguf", ".mar", ".pb", ".engine")
ARCHIVES = (".zip", ".tar", ".tgz", ".7z")
_MODEL_FILES = ("mlmodel", "pytorch_model.bin", "model.bin", "model.txt", "model.json", "saved_model.pb")
MANY = 5
"""More files of one kind in a folder are one entry."""
_TRACES = {"mlruns": "runs of MLflow", "wandb": "runs of W&B", ".neptune": "runs of Neptune", ".aim": "runs of Aim"}
_SETTINGS = {"mlproject": "a project of MLflow", "mlflow.db": "a store of MLflow", "dvc.lock": "a lock of DVC"}


def kind_of_file(path: str) -> Role | None:
    """Whether a file holds data or a model, by its ending."""
    name = os.path.basename(path).lower()  # noqa: PTH119 - as all paths of a scan
    bare = _PACKED.sub("", name)
    if bare.endswith(MODELS) or name in _MODEL_FILES:
        return "models"
    return "data" if bare.endswith(TABLES) else None


def is_large_kind(path: str) -> bool:
    """Whether a file is one that git should not take in when it is large: data, a model, an archive."""
    return (
        kind_of_file(path) is not None
        or _PACKED.sub("", path.lower()).endswith(ARCHIVES)
        or bool(_PACKED.search(path.lower()))
    )


def of_stored(path: str, text: str = "") -> Iterator[Evidence]:
    """What the name of a file, or of a folder above it, says about trackers; `text` is what stands in it."""
    *folders, name = path.replace("\\", "/").split("/")
    trace = next((what for folder, what in _TRACES.items() if folder in folders), None)
    if trace:
        yield Evidence("trackers", None, trace, "high")
    elif name.lower() in _SETTINGS:
        yield Evidence("trackers", None, _SETTINGS[name.lower()], "high")
    elif name.endswith(".dvc") or (".dvc" in folders and name == "config"):
        yield Evidence("trackers", None, "a file of DVC", "high")
    elif name == ".gitattributes":
        for number, line in enumerate(text.split("\n"), 1):
            if "filter=lfs" in line.partition("#")[0]:
                yield Evidence("trackers", number, f"git-lfs keeps `{line.split()[0][:60]}`", "high")


def size(count: int) -> str:
    """A number of bytes as people say it."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= step:
            return f"{count / step:.1f} {unit}"
    return f"{count} bytes"


def entries_of_stored(files: Sequence[tuple[str, int]]) -> Iterator[Entry]:
    """Tables and models with their sizes; many of one kind in a folder are one entry."""

    def kind(item: tuple[str, int]) -> tuple[str, str]:
        folder, _, name = item[0].rpartition("/")
        return folder, name.lower().partition(".")[2]

    for (folder, ending), group in groupby(sorted(files, key=lambda item: (*kind(item), item[0])), key=kind):
        members = list(group)
        role = kind_of_file(members[0][0]) or "data"
        if len(members) > MANY:
            whole = size(sum(length for _, length in members))
            yield Entry(
                f"{folder}/*.{ending}" if folder else f"*.{ending}",
                role,
                None,
                f"{len(members)} files, {whole}",
                "high",
            )
            continue
        for path, length in members:
            yield Entry(path, role, None, size(length), "high" if role == "data" or ending != "pkl" else "medium")
