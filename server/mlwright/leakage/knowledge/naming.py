"""What a name hints at. Names never decide alone; they break ties and set how sure a finding is."""

import re

from mlwright.leakage.knowledge.tables import names

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

TRAIN = frozenset(["train", "training", "trn", "tr", "fit", "learn"])
TEST = frozenset(["test", "testing", "tst", "te", "holdout", "heldout", "eval", "evaluation", "final", "unseen"])
VALID = frozenset(["val", "valid", "validation", "dev", "cv", "vld", "oof", "calib", "calibration", "tune", "tuning"])
TARGET = frozenset(["y", "target", "targets", "label", "labels", "output", "outcome"])
TIME = names("""
    date time timestamp datetime ts yr day month year week hour ds dt period quarter datum zeit fecha data_hora
    """)
ENTITY = names("""
    patient subject user customer client person student speaker participant session device household store shop
    product agent seller employee worker teacher doctor ward clinic school site hospital machine unit vehicle
    account member player group family writer author driver animal company
    """)
EVENT_ID = frozenset(["id", "ids", "uuid", "guid", "key", "index", "rownum", "row"])
SEED = frozenset(["seed", "random_state", "seeds", "rng", "random_seed", "randomstate"])


def words(name: str) -> list[str]:
    """The words of an identifier: X_trainScaled2 -> x, train, scaled, 2."""
    return [word.lower() for word in _WORD.findall(name)]


def part_named(name: str) -> str:
    """train, valid, test or nothing, by the words of a name."""
    found = words(name)
    for part, hints in (("test", TEST), ("valid", VALID), ("train", TRAIN)):
        if any(word in hints for word in found):
            return part
    joined = "".join(found)
    for part, hint in (("train", "train"), ("test", "test"), ("valid", "valid")):
        if hint in joined and "contrast" not in joined and "latest" not in joined:
            return part
    return ""


def timely(name: str) -> bool:
    return any(word in TIME for word in words(name)) or name.lower() in {"dteday", "yearmonth", "pickup_datetime"}


def entity(name: str) -> bool:
    """A column that names a person or a thing seen more than once: patient_id, subject#, user."""
    found = words(name)
    return any(word in ENTITY for word in found) and (
        len(found) == 1 or bool(EVENT_ID & set(found)) or found[-1] in ENTITY
    )
