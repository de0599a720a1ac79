"""What is done about each trouble of the data, written down before a model is fitted."""

from mlwright.specs import Choice, Profile, TargetProfile

UNSEEN = "no sign of it"
IMBALANCE = (
    "rows are neither added nor removed; parts keep the shares of the classes where rows are independent, "
    "and the metric is not accuracy alone"
)


def choose_handling(profile: Profile, target: TargetProfile) -> tuple[Choice, ...]:
    """One choice per trouble that the task can have, also where there is no sign of it: it was looked for."""
    if target.task == "forecasting":
        # a series is forecast from its own past and its dates: no classes, no other columns, no order of values
        kept = "kept: no period is changed or left out"
        return (Choice(about="outliers", seen=_seen(profile, "outliers", target.name), choice=kept),)
    about_classes = _of_classes(profile) if target.task in ("binary", "multiclass") else ()
    return (*about_classes, *_of_columns(profile, target))


def _of_classes(profile: Profile) -> tuple[Choice, ...]:
    return (
        Choice(
            about="label_noise",
            seen=_seen(profile, "label_conflicts"),
            choice="all rows are kept, since nothing says which label is right; no score can be perfect on them",
        ),
        Choice(about="imbalance", seen=_seen(profile, "class_imbalance"), choice=IMBALANCE),
    )


def _of_columns(profile: Profile, target: TargetProfile) -> tuple[Choice, ...]:
    gaps = [column for column in profile.columns if column.missing and column.name != target.name]
    missing = f"{len(gaps)} of {len(profile.columns) - 1} columns have gaps" if gaps else UNSEEN
    return (
        Choice(
            about="missing",
            seen=missing,
            choice="numbers get the training rows' median and a flag that says so, other columns a level of their own",
        ),
        Choice(
            about="outliers",
            seen=_seen(profile, "outliers"),
            choice="kept: trees only look at the order; for linear models columns are standardised on training rows",
        ),
        Choice(
            about="correlated",
            seen=_seen(profile, "redundant_columns"),
            choice="kept: candidates are trees or regularised; importances are shared among such columns",
        ),
    )


def _seen(profile: Profile, name: str, column: str | None = None) -> str:
    """The first finding of a kind, of one column where that is asked."""
    said = (item.evidence for item in profile.findings if item.name == name and column in (None, *item.columns))
    return next(said, UNSEEN)
