"""What an estimator is, by what it can do: a model, a transformer and what it learns, a sampler."""

import sys
from collections.abc import Iterator
from typing import Any, Literal

Kind = Literal["model", "moments", "codes", "labels", "stateless", "selection", "target encoding", "sampler"]
_STATELESS = frozenset(
    ["Normalizer", "FunctionTransformer", "HashingVectorizer", "FeatureHasher", "Binarizer", "PolynomialFeatures"]
)
_LABELS = frozenset(["LabelEncoder", "LabelBinarizer", "MultiLabelBinarizer"])
_CODES = frozenset(
    ["OrdinalEncoder", "OneHotEncoder", "CountVectorizer", "DictVectorizer", "KBinsCodes", "BinaryEncoder"]
)
_TARGET = frozenset(
    [
        "TargetEncoder",
        "LeaveOneOutEncoder",
        "CatBoostEncoder",
        "JamesSteinEncoder",
        "WOEEncoder",
        "MEstimateEncoder",
        "GLMMEncoder",
    ]
)
_WEIGHT: tuple[Kind, ...] = ("stateless", "labels", "codes", "moments", "selection", "target encoding")


def kind(instance: Any, labelled: bool) -> Kind:
    """What fitting the object learns; a composite learns the gravest thing that one of its parts learns."""
    if hasattr(instance, "fit_resample"):
        return "sampler"
    if _predicts(instance):
        return "model"
    return max((_alone(part, labelled) for part in _parts(instance)), key=_WEIGHT.index, default="moments")


def stopped_early(instance: Any) -> bool:
    """A booster says at which round it was best only if it stopped, or kept a round, by the rows it watched."""
    for name in ("best_iteration_", "best_iteration"):
        try:
            best = getattr(instance, name, None)
        except Exception:
            continue
        if isinstance(best, int) and best > 0:
            return True
    return False


def _predicts(instance: Any) -> bool:
    base = sys.modules.get("sklearn.base")
    try:
        if base is not None and (base.is_classifier(instance) or base.is_regressor(instance)):
            return True
    except Exception:
        return hasattr(instance, "predict")
    return hasattr(instance, "predict") and not hasattr(instance, "transform")


def _alone(part: Any, labelled: bool) -> Kind:
    name = type(part).__name__
    if name in _TARGET:
        return "target encoding"
    if hasattr(part, "get_support"):
        return "selection" if labelled else "moments"
    if name in _LABELS:
        return "labels"
    if name in _CODES:
        return "codes"
    return "stateless" if name in _STATELESS or part in ("passthrough", "drop", None) else "moments"


def _parts(instance: Any) -> Iterator[Any]:
    """The object itself, or what it is put together from."""
    if hasattr(instance, "steps"):
        inner = [step[1] for step in instance.steps]
    elif hasattr(instance, "transformers"):
        inner = [step[1] for step in instance.transformers]
    elif hasattr(instance, "transformer_list"):
        inner = [step[1] for step in instance.transformer_list]
    else:
        yield instance
        return
    for part in inner:
        yield from _parts(part)
