"""The schema suggestion: what each column seems to be and what the run could be judged by, as YAML to edit."""

import yaml

from mlwright.reports.asking import private_columns, questions
from mlwright.reports.eda.steps import hints_by_weight
from mlwright.reports.rereading import Lines, reading_options
from mlwright.reports.wording import hides
from mlwright.specs import Column, Finding, Hint, Profile
from mlwright.specs.metrics import TASK_METRICS

ROLES = {
    "leak": "leak",
    "id": "id",
    "counter": "id",
    "group": "group",
    "time": "time",
    "constant": "constant",
    "empty": "constant",
    "duplicate": "duplicate",
}
"""Hint code → role; a counter is an id, an empty column is a constant."""

REPORT_BESIDE = 3
"""Metrics to report beside the primary one."""


def schema_suggestion(profile: Profile) -> str:
    """data/schema-suggestion.yaml: read options, columns with roles, metrics, goal, quality notes, questions."""
    decisive, private = _decisive(profile), private_columns(profile)
    paper: dict[str, object] = {
        "schema_version": 1,
        "goal": profile.goal or _inferred_goal(profile),
        "goal_is": "as the user said it" if profile.goal else "inferred; please correct it",
        "source": profile.source.model_dump(mode="json", exclude_none=True),
        "reading": reading_options(profile),
        "rows": profile.rows,
        **_target(profile),
        "columns": [
            _column(profile, column, decisive.get(column.name), private.get(column.name)) for column in profile.columns
        ],
        "quality": [f"{item.severity} {item.code}: {item.evidence}" for item in profile.findings if item.sure is None],
        "questions": questions(profile, decisive, private),
    }
    text = _dumped(paper, allow_unicode=True)
    # signs that hide or turn text could show something else than what stands there
    return _dumped(paper, allow_unicode=False) if hides(text) else text


def _dumped(paper: dict[str, object], *, allow_unicode: bool) -> str:
    return yaml.dump(paper, Dumper=_Dumper, sort_keys=False, allow_unicode=allow_unicode, width=110)


class _Dumper(yaml.SafeDumper):
    """Safe YAML with queries as blocks."""


def _block(dumper: yaml.SafeDumper, text: Lines) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


_Dumper.add_representer(Lines, _block)


def _inferred_goal(profile: Profile) -> str:
    if profile.target:
        verb = "Forecast" if profile.target.task == "forecasting" else "Predict"
        return f"{verb} {profile.target.name}."
    likely = profile.target_candidates[0].name if profile.target_candidates else None
    return f"Predict {likely} (to be confirmed)." if likely else ""


def _target(profile: Profile) -> dict[str, object]:
    if profile.target is None:
        named = [candidate.model_dump(mode="json") for candidate in profile.target_candidates]
        return {"target": None, "target_candidates": named}
    target = profile.target
    primary, *others = TASK_METRICS[target.task]
    return {
        "target": {
            "name": target.name,
            "task": target.task,
            "why": target.why_task,
            "missing": target.missing,
            "classes": {value.value: value.count for value in target.classes},
            "positive": target.positive,
        },
        "metrics": {"primary": primary, "report": others[:REPORT_BESIDE]},
    }


def _column(
    profile: Profile, column: Column, hint: Hint | None = None, private: Finding | None = None
) -> dict[str, object]:
    entry: dict[str, object] = {"name": column.name, "kind": column.kind, "role": _role(profile, column, hint)}
    if hint:
        entry |= {"why": hint.why} if hint.sure else {"maybe": ROLES[hint.code], "because": hint.why}
        entry |= {"copy_of": hint.of} if hint.of else {}
    elif private and entry["role"] == "feature":
        entry |= {"maybe": "leave out", "because": private.evidence}
    optional = {
        "missing": column.missing,
        "missing_codes": list(column.missing_codes),
        "unit": column.unit,
        "date_format": column.date_format,
    }
    return entry | {key: value for key, value in optional.items() if value}


def _decisive(profile: Profile) -> dict[str, Hint]:
    """By column the weightiest sure hint, else the weightiest unsure one; the target has no other role."""
    found: dict[str, Hint] = {}
    for hint in hints_by_weight(profile):
        if hint.column not in found or (hint.sure and not found[hint.column].sure):
            found[hint.column] = hint
    if profile.target:
        found.pop(profile.target.name, None)
    return found


def _role(profile: Profile, column: Column, hint: Hint | None) -> str:
    if profile.target and column.name == profile.target.name:
        return "target"
    if hint is None:
        return "constant" if column.kind == "empty" else "feature"
    return ROLES[hint.code] if hint.sure else "feature"
