"""A hand-edited FeatureSpec against the profile of its table."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from mlwright.errors import PaperError, quoted
from mlwright.specs import FeatureSpec, Profile


def check_spec(spec: FeatureSpec, profile: Profile) -> None:
    """Nothing when the spec can be carried out on the profiled table; PaperError with the first contradiction.

    A column in neither list is not used; a column moved from `dropped` to `features` is the user's decision.
    """
    for place, name in _names(spec):
        if name not in profile.names:
            near = get_close_matches(name, profile.names, n=1)
            hint = f"the nearest name is {quoted(near[0])}" if near else f"the table has {_some(profile.names)}"
            raise PaperError(f"feature-spec.md: {place}: the table has no column {quoted(name)}", hint)
    for problem, hint in (*_lists(spec), *_target(spec), *_split(spec, profile), *_dates(spec, profile)):
        raise PaperError(f"feature-spec.md: {problem}", hint)


def _names(spec: FeatureSpec) -> Iterator[tuple[str, str]]:
    yield "target", spec.target
    yield from (("features", item.name) for item in spec.features)
    yield from (("dropped", item.name) for item in spec.dropped)
    if spec.split.column is not None:
        yield "split.column", spec.split.column


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(quoted(name, 60) for name in names[:8]) + (", …" if len(names) > 8 else "")


def _lists(spec: FeatureSpec) -> Iterator[tuple[str, str]]:
    used = Counter(item.name for item in spec.features)
    if not used:
        yield "no feature is left to learn from", "move at least one column from dropped to features"
    if spec.target in used:
        yield f"the target {quoted(spec.target)} is also a feature", "remove it from features: it is the answer"
    for name, count in used.items():
        if count > 1:
            yield f"{quoted(name)} stands {count} times in features", "keep one of them"
    for item in spec.dropped:
        if item.name in used:
            yield f"{quoted(item.name)} stands in features and in dropped", "decide: remove it from one of them"


def _target(spec: FeatureSpec) -> Iterator[tuple[str, str]]:
    classes = len(spec.classes)
    if spec.task in ("binary", "multiclass"):
        if classes < 2 or (spec.task == "binary" and classes != 2):
            yield f"task {spec.task} with {classes} classes", "list the labels under classes: two for binary, else more"
        if len(set(spec.classes)) != classes:
            yield "classes holds a label twice", "list every label once"
        if spec.positive is not None and spec.positive not in spec.classes:
            yield f"positive {quoted(spec.positive)} is not among the classes", f"choose from {_some(spec.classes)}"
    forecast = spec.split.strategy == "forecast"
    if forecast != (spec.task == "forecasting"):
        yield f"task {spec.task} with split strategy {spec.split.strategy}", "forecasting and forecast go together"


def _split(spec: FeatureSpec, profile: Profile) -> Iterator[tuple[str, str]]:
    split = spec.split
    if split.strategy in ("group", "time", "forecast") and split.column is None:
        yield f"split strategy {split.strategy} names no column", "set split.column, or choose another strategy"
    if split.column == spec.target:
        yield "split.column is the target", "split by a column that is known before the target is"
    if not 0 < split.test_size < 1:
        yield f"split.test_size is {split.test_size}", "give the share of rows to test on, such as 0.25"
    if split.folds < 2:
        yield f"split.folds is {split.folds}", "give 2 or more"
    if split.strategy == "forecast":
        if split.horizon is None or not 1 <= split.horizon < profile.rows:
            yield f"split.horizon is {split.horizon}", f"give a number of periods from 1 to {profile.rows - 1}"
        if split.season is not None and split.season < 1:
            yield f"split.season is {split.season}", "give the number of periods after which the pattern repeats, or 1"


def _dates(spec: FeatureSpec, profile: Profile) -> Iterator[tuple[str, str]]:
    for item in spec.features:
        if item.encode == "date_parts" and profile.column(item.name).kind != "date":
            yield f"{quoted(item.name)} is encoded as date_parts but holds no dates", "choose number, levels or text"
    split = spec.split
    if split.strategy == "time" and split.column is not None and profile.column(split.column).kind != "date":
        yield f"split.column {quoted(split.column)} holds no dates", "split by time needs a date column"
