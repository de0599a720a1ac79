"""The schema suggestion is YAML that a person edits."""

import yaml

from mlwright.reports import schema_suggestion
from mlwright.specs import Hint, TargetCandidate
from tests.reports.small_papers import profile_of, table


def roles(text: str) -> dict[str, str]:
    return {column["name"]: column["role"] for column in yaml.safe_load(text)["columns"]}


def test_sure_hints_decide_roles_and_unsure_ones_ask() -> None:
    text = schema_suggestion(profile_of(table()))
    paper = yaml.safe_load(text)

    assert roles(text) == {"size": "feature", "level": "feature", "id": "id", "outcome": "target"}
    assert paper["columns"][1]["maybe"] == "leak"
    assert paper["questions"] == ["Is 'level' really unknown at the moment of prediction? Known late."]


def test_target_metrics_and_goal_are_suggested() -> None:
    paper = yaml.safe_load(schema_suggestion(profile_of(table("regression"), "regression")))

    assert paper["target"]["task"] == "regression"
    assert paper["metrics"] == {"primary": "rmse", "report": ["mae", "r2", "mape"]}
    assert paper["goal"] == "Predict outcome."
    assert paper["goal_is"] == "inferred; please correct it"
    assert paper["source"]["separator"] == ","


def test_without_a_target_the_question_comes_with_the_candidates() -> None:
    candidates = (TargetCandidate(name="outcome", score=0.9, reasons=("last column",)),)
    profile = profile_of(table(), named=False).model_copy(update={"target_candidates": candidates})
    paper = yaml.safe_load(schema_suggestion(profile))

    assert paper["target"] is None
    assert paper["target_candidates"] == [{"name": "outcome", "score": 0.9, "reasons": ["last column"]}]
    assert paper["questions"][0] == "Which column should be predicted? Candidates: 'outcome'."


def test_names_in_any_script_and_yaml_syntax_survive() -> None:
    profile = profile_of(table(size="사고: {x} #1", level="- yes"))
    text = schema_suggestion(profile)

    assert "사고" in text
    assert [column["name"] for column in yaml.safe_load(text)["columns"]] == list(profile.names)


def test_a_sure_leak_outweighs_other_hints() -> None:
    profile = profile_of(table())
    hints = (*profile.hints, Hint(code="leak", column="id", sure=True, why="Orders the classes."))

    assert roles(schema_suggestion(profile.model_copy(update={"hints": hints})))["id"] == "leak"
