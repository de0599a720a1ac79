"""What is done about each trouble of the data, written down before a model is fitted."""

from mlwright.specs import Choice, Profile, TargetProfile

UNSEEN = "no sign of it"
IMBALANCE = (
    "rows are neither added nor removed; parts keep the shares of the classes where rows are independent, "
    "and the metric is not accuracy alone"
)


def choose_handling(profile: Profile, target: TargetProfile) -> tuple[Choice, ...]:
    """One choice per trouble, also where there is no sign of it: whoever reads the spec sees that it was looked for."""
    classes = target.task in ("binary", "multiclass")
    gaps = [column for column in profile.columns if column.missing and column.name != target.name]
    missing = f"{len(gaps)} of {len(profile.columns) - 1} columns have gaps" if gaps else UNSEEN
    return (
        Choice(
            about="label_noise",
            seen=_seen(profile, "label_conflicts") if classes else "not looked for: the target is an amount",
            choice="all rows are kept, since nothing says which label is right; no score can be perfect on them",
        ),
        Choice(
            about="imbalance",
            seen=_seen(profile, "imbalance") if classes else "not looked for: the target is an amount",
            choice=IMBALANCE if classes else "nothing to do",
        ),
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
            seen=_seen(profile, "correlated"),
            choice="kept: candidates are trees or regularised; importances are shared among such columns",
        ),
    )


def _seen(profile: Profile, code: str) -> str:
    return next((flag.message for flag in profile.flags if flag.code == code), UNSEEN)
