"""The production plan: its variables, its three rollouts, and the strict way back from its Markdown."""

import re
from typing import Any

import pytest

from mlwright.errors import InputError, PaperError
from mlwright.skills import find_skill, read_skills
from mlwright.skills.plan_parsing import parse_plan
from mlwright.skills.production import NO_OBJECTIVE, NO_STRATEGY, thresholds_of
from mlwright.skills.rendering import render
from mlwright.specs.production_plan import Owner, Threshold

NEEDED: dict[str, Any] = {"model_name": "churn", "runtime_target": "docker", "interfaces": ["rest", "batch"]}
OBJECTIVE = {"p95_ms": 80, "error_rate": 0.01, "availability": 0.999}
COMMANDS = {"status", "gate", "approve", "predict", "review", "report", "scan"}


def plan(**more: Any) -> str:
    return render(find_skill("model-productionizer", read_skills()), NEEDED | more)


@pytest.mark.parametrize("name", NEEDED)
def test_each_required_variable_is_missed_by_name(name: str) -> None:
    left = {key: value for key, value in NEEDED.items() if key != name}

    with pytest.raises(InputError, match=f"{name} is missing"):
        render(find_skill("model_productionizer", read_skills()), left)


def test_an_unknown_target_lists_those_there_are() -> None:
    with pytest.raises(InputError, match="expected one of python-service, docker, kubernetes, batch"):
        plan(runtime_target="lambda")


def test_a_plan_says_what_it_was_given() -> None:
    paper = parse_plan(plan(performance_slo=OBJECTIVE, rollout_strategy="canary"))

    assert (paper.model_name, paper.runtime_target, paper.interfaces) == ("churn", "docker", ("rest", "batch"))
    assert paper.strategy == "canary"
    assert (
        Threshold(measure="p95_ms", bound="at most", value=80),
        Threshold(measure="error_rate", bound="at most", value=0.01),
        Threshold(measure="availability", bound="at least", value=0.999),
    ) == paper.thresholds
    assert paper.stops[:3] == ("p95_ms above 80", "error_rate above 0.01", "availability below 0.999")
    assert {None} == {owner.name for owner in paper.owners}
    assert len(paper.unknowns) == 3


def test_another_objective_gives_other_stops() -> None:
    assert parse_plan(plan(performance_slo={"p95_ms": 81})).stops[0] == "p95_ms above 81"


def test_what_was_not_given_stands_under_unknowns() -> None:
    paper = parse_plan(plan())

    assert {NO_OBJECTIVE, NO_STRATEGY} <= set(paper.unknowns)
    assert (paper.strategy, paper.thresholds) == (None, ())
    assert not {NO_OBJECTIVE, NO_STRATEGY} & set(
        parse_plan(plan(performance_slo=OBJECTIVE, rollout_strategy="ab")).unknowns
    )


def test_each_strategy_is_another_list_of_steps_that_ends_with_the_way_back() -> None:
    steps = [parse_plan(plan(rollout_strategy=name)).steps for name in ("canary", "shadow", "ab")]

    assert len(set(steps)) == 3
    assert all(one[-1].startswith("Roll back: ") and "stop condition" in one[-1] for one in steps)
    assert not {step for step in steps[0] if step in steps[1] or step in steps[2]}


@pytest.mark.parametrize("target", ["python-service", "docker", "kubernetes", "batch"])
def test_a_plan_names_commands_that_exist_and_each_target_differs(target: str) -> None:
    text = plan(runtime_target=target, interfaces=["rest", "grpc", "batch"])

    assert set(re.findall(r"`mlwright (\S+)", text)) <= COMMANDS
    assert plan(runtime_target="docker" if target != "docker" else "batch") != text
    assert target == parse_plan(text).runtime_target


@pytest.mark.parametrize("name", ["a|b", "x`y", "## Ownership", "*a*_b_", "- a", "[a](b)", "{{ x }}", "\\"])
def test_a_hostile_name_comes_back_as_it_was(name: str) -> None:
    assert name == parse_plan(plan(model_name=name)).model_name


@pytest.mark.parametrize(
    ("objective", "said"),
    [
        ({"p95": 80}, "'p95' is no measure (did you mean p95_ms?)"),
        ({"speed": 1}, "'speed' is no measure"),
        ({"error_rate": 2}, "error_rate is '2', expected a number above 0, at most 1"),
        ({"availability": 99.9}, "availability is '99.9'"),
        ({"p95_ms": -1}, "p95_ms is '-1'"),
        ({"p95_ms": "fast"}, "p95_ms is 'fast'"),
    ],
)
def test_an_objective_that_is_no_bound_is_refused(objective: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as caught:
        thresholds_of(objective)

    assert said in caught.value.message
    assert "p50_ms" in caught.value.hint


@pytest.mark.parametrize("section", ["Overview", "Architecture", "Deployment and safety", "Ownership", "Unknowns"])
def test_a_missing_section_is_named(section: str) -> None:
    text = re.sub(rf"(?s)^## {section}\n.*?(?=^## |\Z)", "", plan(), flags=re.MULTILINE)

    with pytest.raises(PaperError, match=f"no section {section}"):
        parse_plan(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- Owner of incidents\n", "", "nobody owns Incidents"),
        ("| Incidents | unknown |\n", "", "no row for Incidents"),
        ("- Model: `churn`\n", "", "does not say: Model"),
        ("- Model: `churn`\n", "- Model: \n", "does not say: Model"),
        ("Roll back: ", "Then: ", "does not end with a step"),
        ("### Stop conditions\n", "", "no part Stop conditions"),
        ("### Rollout: canary", "### Rollout: blue-green", "strategy"),
        ("| at most |", "| about |", "bound"),
        ("| `80` |", "| fast |", "value"),
        ("## Architecture\n", "## Overview\n", "no section Architecture"),
        ("## Unknowns\n", "## Unknowns\n\n## More\n", "in order"),
    ],
)
def test_a_plan_that_was_broken_by_hand_is_refused(old: str, new: str, said: str) -> None:
    text = plan(performance_slo=OBJECTIVE, rollout_strategy="canary")

    assert old in text
    with pytest.raises(PaperError, match=said):
        parse_plan(text.replace(old, new))


def test_an_owner_written_by_hand_counts_and_an_empty_one_does_not() -> None:
    text = plan().replace("- Owner of incidents\n", "")

    named = parse_plan(text.replace("| Incidents | unknown |", "| Incidents | the platform team |"))
    assert Owner(duty="Incidents", name="the platform team") == named.owners[-1]
    with pytest.raises(PaperError, match="nobody owns Incidents"):
        parse_plan(text.replace("| Incidents | unknown |", "| Incidents |  |"))
