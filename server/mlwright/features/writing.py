"""Profile → FeatureSpec: who is dropped, who stays, how rows are split, what to ask."""

from mlwright.errors import PaperError
from mlwright.features.choosing import choose_features
from mlwright.features.dropping import choose_dropped
from mlwright.features.handling import choose_handling
from mlwright.features.questions import choose_questions
from mlwright.features.splitting import choose_split
from mlwright.specs import FeatureSpec, Profile


def write_spec(profile: Profile) -> FeatureSpec:
    """Decide from the profile alone, without touching the data; equal profiles give equal specs.

    Raises PaperError when the profile has no target yet, or when no column is left to learn from.
    """
    target = profile.target
    if target is None:
        raise PaperError(
            "the profile names no target, so there is nothing to predict yet",
            "profile the table again and name the column to predict with --target",
        )
    split = choose_split(profile, target)
    dropped = choose_dropped(profile, target, split)
    features = choose_features(profile, target, split, frozenset(item.name for item in dropped))
    if not features:
        raise PaperError(
            f"no column is left to learn from: all {len(dropped)} beside the target are dropped",
            "; ".join(f"{item.name!r} is {item.reason}" for item in dropped[:5]),
        )
    return FeatureSpec(
        goal=profile.goal,
        target=target.name,
        task=target.task,
        classes=tuple(item.value for item in sorted(target.classes, key=lambda item: -item.count)),
        positive=target.positive,
        target_missing_codes=profile.column(target.name).missing_codes,
        target_unit=profile.column(target.name).unit,
        source=profile.source,
        rows=profile.rows,
        features=features,
        dropped=dropped,
        choices=choose_handling(profile, target),
        questions=choose_questions(profile, target, split, features),
        split=split,
    )
