"""An artefact is loaded in a format that can run code.

Whoever can change the file, or the address it comes from, runs programs on this machine; a score says nothing about
that.

Load with weights_only=True, safetensors, skops or ONNX, use yaml.safe_load, and check a digest of what comes from
elsewhere.
"""

from collections.abc import Iterator

from mlwright.leakage.domain.values import Constant, Library
from mlwright.leakage.events import Load
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.knowledge import functions
from mlwright.leakage.rule import Hit
from mlwright.leakage.surroundings import origin, written

CODE = "HY704"
SEVERITY: Level = "medium"

BAD = (
    """
    import pickle
    import sys
    with open(sys.argv[1], "rb") as file:
        model = pickle.load(file)  # HY704
    print(model)
    """,
    """
    import pickle
    import requests
    model = pickle.loads(requests.get("https://models.example/churn.pkl").content)  # HY704
    print(model)
    """,
    """
    import joblib
    model = joblib.load("churn.joblib")  # HY704
    print(model)
    """,
    """
    import yaml
    with open("settings.yaml") as file:
        settings = yaml.load(file, Loader=yaml.UnsafeLoader)  # HY704
    print(settings)
    """,
)
GOOD = (
    """
    import joblib
    import numpy as np
    import pandas as pd
    import torch
    import yaml
    from sklearn.linear_model import LogisticRegression
    df = pd.read_csv("churn.csv")
    joblib.dump(LogisticRegression().fit(df.drop(columns="churn"), df["churn"]), "churn.joblib")
    model = joblib.load("churn.joblib")
    weights = torch.load("weights.pt", weights_only=True)
    table = np.load("table.npy")
    with open("settings.yaml") as file:
        settings = yaml.load(file, Loader=yaml.SafeLoader)
    print(model, weights, table, settings)
    """,
)
SEVERITIES: dict[str, Level] = {"outside": "high", "unknown": "medium", "constant": "low"}


def check(facts: Facts) -> Iterator[Hit]:
    own = None
    for load in facts.of(Load):
        if not _runs_code(load):
            continue
        source = origin(load.path)
        if source == "constant":
            own = written(facts) if own is None else own
            if isinstance(load.path, Constant) and load.path.value in own:
                continue
        where = {"outside": "what somebody else hands over", "constant": "a file that is not written here"}.get(
            source, "a given path"
        )
        message = f"`{load.function}` can run code, and it loads {where}"
        sure: Level = "high" if source == "outside" else "low"
        yield Hit(load.source, load.node, message, sure, severity=SEVERITIES[source])


def _runs_code(load: Load) -> bool:
    kind = next((kind for names, kind in functions.LOADERS.items() if load.function in names.split()), "")
    given = load.params
    if kind == "torch":
        return not _is(given.get("weights_only"), True)
    if kind == "numpy":
        return _is(given.get("allow_pickle"), True)
    if kind == "keras":
        return _is(given.get("safe_mode"), False)
    if kind == "yaml":
        loader = given.get("Loader") or given.get("#1")
        return load.function != "yaml.full_load" and not (isinstance(loader, Library) and loader.last in SAFE)
    return bool(kind)


SAFE = frozenset({"SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader", "FullLoader"})


def _is(value: object, expected: bool) -> bool:
    return isinstance(value, Constant) and value.value is expected
