"""What only a person can know, asked in plain words, with what happens when nobody answers."""

from collections.abc import Iterator, Sequence

from mlwright.errors import quoted
from mlwright.features.choosing import MOST_LEVELS
from mlwright.features.doubts import LEAVE_OUT, about_findings
from mlwright.features.splitting import NEW_ONES
from mlwright.specs import Feature, Hint, Profile, Question, Split, TargetProfile

RARE = 10
FEW_WHOLE_NUMBERS = 10
ASKED: dict[str, str] = {
    "leak": "Is {column} known at the moment of predicting, before the target is?",
    "id": "Does {column} only name the row, so that its values mean nothing for new rows?",
    "counter": "Is {column} only a running number?",
    "group": "Do rows with the same {column} belong together, and will predictions be for new ones?",
    "time": "Does {column} say when a row came about, so that the model will be used on later rows?",
    "constant": "Does {column} ever vary in a way that matters?",
    "empty": "Is there anything to learn from the few values of {column}?",
    "duplicate": "Does {column} say anything that {of} does not?",
}
KEPT = {
    "group": "By default the column is kept and does not split the rows.",
    "time": "By default the column is kept and does not order the rows.",
}
CHANGES: dict[str, str] = {
    "leak": f"If not: {LEAVE_OUT}",
    "id": f"If so: {LEAVE_OUT}",
    "counter": f"If so: {LEAVE_OUT}",
    "group": f"If so: under `split`, write `strategy: group` and `column: {{column}}`; {LEAVE_OUT}",
    "time": "If so: under `split`, write `strategy: time`, `column: {column}`, `date_format: {format}` and "
    "`missing_codes: {codes}`.",
    "constant": f"If not: {LEAVE_OUT}",
    "empty": f"If not: {LEAVE_OUT}",
    "duplicate": f"If not: {LEAVE_OUT}",
}
"""Code of a hint → the lines of feature-spec.md that the other answer changes."""


def choose_questions(
    profile: Profile, target: TargetProfile, split: Split, features: Sequence[Feature]
) -> tuple[Question, ...]:
    """One question per doubt, each only once, in the order: columns, table, target, split."""
    asked = (
        *_about_hints(profile, target, split),
        *about_findings(profile, features, split, _unsure_leaks(profile), MOST_LEVELS),
        *_about_target(profile, target),
    )
    return tuple(dict.fromkeys((*asked, *_about_split(profile, target, split))))


def _about_hints(profile: Profile, target: TargetProfile, split: Split) -> Iterator[Question]:
    every = (*profile.hints, *profile.leaks)
    settled = {hint.column for hint in every if hint.sure and hint.code != "time"} | {target.name}
    if split.strategy == "group" and split.column is not None:
        settled.add(split.column)
    for hint in every:
        already_in_use = hint.code == "time" and hint.column == split.column
        if not hint.sure and hint.column not in settled and not already_in_use:
            yield Question(about=hint.column, text=_ask(hint), change=_change(hint.code, hint.column, profile, split))


def _ask(hint: Hint) -> str:
    question = ASKED[hint.code].format(column=quoted(hint.column), of=quoted(hint.of))
    return f"{question} Seen: {hint.why}. {KEPT.get(hint.code, 'By default the column is kept.')}"


def _change(code: str, name: str, profile: Profile, split: Split) -> str:
    """The lines to change for the other answer; empty where the spec would then contradict itself."""
    column = profile.column(name)
    resplit = code in ("group", "time")
    if resplit and (split.strategy == "forecast" or (code == "time" and column.kind != "date")):
        return ""
    codes = f"[{', '.join(quoted(code) for code in column.missing_codes)}]"
    shown = quoted(column.date_format) if column.date_format else "null"
    return CHANGES.get(code, "").format(column=quoted(name), format=shown, codes=codes)


def _unsure_leaks(profile: Profile) -> frozenset[str]:
    return frozenset(hint.column for hint in profile.leaks if not hint.sure)


def _about_target(profile: Profile, target: TargetProfile) -> Iterator[Question]:
    column = profile.column(target.name)
    whole = column.number is not None and column.number.integer
    if target.task == "multiclass" and whole:
        yield Question(
            about=target.name,
            text=f"{quoted(target.name)} holds {column.distinct} whole numbers. Are they amounts, so that near is "
            "better than far? By default they are read as classes; for amounts profile again as regression.",
        )
    if target.task == "regression" and whole and column.distinct <= FEW_WHOLE_NUMBERS:
        yield Question(
            about=target.name,
            text=f"{quoted(target.name)} holds only {column.distinct} whole numbers. Are they labels, not amounts? "
            "By default they are read as amounts; for labels profile again with the task set to multiclass.",
        )
    rare = [item for item in target.classes if item.count < RARE]
    if rare:
        shown = ", ".join(f"{quoted(item.value, 60)} with {item.count}" for item in rare[:5])
        yield Question(
            about=target.name,
            text=f"{len(rare)} of {len(target.classes)} classes have fewer than {RARE} rows ({shown}). Merge them, "
            "leave them out, or get more rows? By default they are kept, and their scores are little more than chance.",
        )


def _about_split(profile: Profile, target: TargetProfile, split: Split) -> Iterator[Question]:
    if split.strategy == "group" and split.column is not None and not NEW_ONES.search(profile.goal):
        yield Question(
            about=split.column,
            text=f"Will predictions be for new {quoted(split.column)}, never seen in training? By default yes: none "
            "is in both training and test. If the same ones come back, split by time or at random instead.",
            change="If the same ones come back: under `split`, write `strategy: random` and `column: null`.",
        )
    if split.strategy == "forecast" and len(profile.columns) > 2:
        yield Question(
            text=f"Which columns beside {quoted(split.column)} and {quoted(target.name)} are known for the periods to "
            "forecast (a calendar, a planned price)? By default none is, and all are left out."
        )
