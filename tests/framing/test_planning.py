"""A brief is read by its own words: kind, family, lanes with the words that ask for them, open questions."""

import csv
import shlex
from pathlib import Path

import click
import pytest

from mlwright.cli import cli
from mlwright.errors import InputError
from mlwright.framing import plan
from mlwright.framing.lanes import LANES
from mlwright.framing.questions import QUESTIONS
from mlwright.specs.plan import Plan

BRIEFS = Path(__file__).with_name("briefs.tsv")
ANSWERS = Path(__file__).with_name("answers.tsv")
"""Briefs with words of each answer that they hold; the oblique ones name neither the task nor its kind."""
FAMILIES = {
    "ranking": "Rank the open tickets, most urgent first.",
    "search": "A search box over our manuals.",
    "recommendation": "Recommend films to each subscriber.",
    "classifier": "Predict which customers will cancel.",
    "forecasting": "Forecast demand for the next 14 days.",
    "embeddings": "Learn embeddings of customers.",
    "LLM workflow": "Summarise transcripts with a language model.",
    "anomaly": "Find anomalies in pump readings, there are no labels.",
    "batch analytics": "A monthly report of sales by region.",
}
PRESUMED = ("labels", "online_serving", "feature_store", "gpu", "ab_test", "real_time")
CLEAR = (
    "Predict which customers will cancel next month, at the end of each month, so that the retention team can call. "
    "The table of the last three years has one row per customer. Labels come from billing after 30 days. "
    "A missed leaver costs us ten calls."
)


def lanes_of(brief: str, **facts: str) -> set[str]:
    return {lane.name for lane in plan(brief, facts).lanes}


def refused_fact() -> InputError:
    with pytest.raises(InputError) as caught:
        plan("Rank tickets.", {"magic": "yes"})
    return caught.value


def share_right(split: str) -> float:
    with BRIEFS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["split"] == split]
    read = [(paper := plan(row["brief"])).family or paper.kind for row in rows]
    return sum(got == row["family"] for got, row in zip(read, rows, strict=True)) / len(rows)


@pytest.mark.parametrize("split", ["tuning", "held-out"])
def test_most_briefs_are_read_as_their_family(split: str) -> None:
    assert share_right(split) >= 0.9


def with_answers(split: str) -> list[tuple[Plan, str, dict[str, str]]]:
    """Plans of the briefs, the family of each, and words of the answers that it holds."""
    with ANSWERS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["split"] == split]
    return [
        (plan(row["brief"]), row["family"], dict(item.split("=", 1) for item in row["answers"].split(";") if item))
        for row in rows
    ]


def family_of(paper: Plan) -> str:
    return paper.kind if paper.kind == "analysis" else paper.family or paper.kind


@pytest.mark.parametrize("split", ["tuning", "held-out"])
def test_answers_are_quoted_under_their_own_question(split: str) -> None:
    briefs = with_answers(split)
    quoted = [(item, said) for paper, _, said in briefs for item in paper.known]
    right = [
        item
        for item, said in quoted
        if item.name in said and said[item.name].casefold() in item.answer.quote.casefold()
    ]
    there = sum(len(said) for _, _, said in briefs)

    assert sum(family_of(paper) == family for paper, family, _ in briefs) >= 0.9 * len(briefs)
    assert len(right) >= 0.95 * len(quoted)
    assert len(right) >= 0.8 * there


def test_what_a_brief_says_obliquely_is_asked_and_not_guessed() -> None:
    briefs = with_answers("oblique")
    quoted = [(item, said) for paper, _, said in briefs for item in paper.known]

    assert [family_of(paper) for paper, family, _ in briefs if family_of(paper) not in (family, "unclear")] == []
    assert [
        item for item, said in quoted if said.get(item.name, "\n").casefold() not in item.answer.quote.casefold()
    ] == []


@pytest.mark.parametrize(
    ("brief", "name", "words"),
    [
        ("Rank the hits of our shop. NDCG@10 is measured today at 0.41.", "moment", ""),
        (
            "Rank the hits of our shop. NDCG@10 is measured today at 0.41.",
            "baseline",
            "NDCG@10 is measured today at 0.41",
        ),
        ("Predict who will come back within 30 days. Recall at least 0.6.", "measure", "Recall at least 0.6"),
        ("Recommend three articles to each reader within 50 ms.", "measure", ""),
        (
            "Decide if an applicant is good; a rejected good one costs 200 EUR, an accepted bad one 5000 EUR.",
            "mistakes",
            "a rejected good one costs 200 EUR, an accepted bad one 5000 EUR",
        ),
        ("Predict which customers will cancel.", "problem", ""),
        ("Rank sales leads by the chance they sign this quarter.", "owner", ""),
        ("Predict which customers will cancel. Each call costs 4 euros per minute.", "unit", ""),
    ],
)
def test_a_number_or_a_day_alone_answers_nothing(brief: str, name: str, words: str) -> None:
    said = {item.name: item.answer.quote for item in plan(brief).known}

    assert said.get(name, "") == words


@pytest.mark.parametrize(
    ("brief", "facts"),
    [("Predict churn.", {"labels": "no"}), ("Predict which pumps will break. We have no labelled failures.", {})],
)
def test_without_labels_nothing_is_trained_and_the_question_blocks(brief: str, facts: dict[str, str]) -> None:
    others = dict.fromkeys(("target", "decision", "moment", "unit", "data", "mistakes"), "said")
    paper, labelled = plan(brief, {**others, **facts}), plan(brief, {**others, "labels": "billing"})

    assert [item.name for item in paper.unknowns if item.blocks] == ["labels"]
    assert {"training", "offline_evaluation", "decision_threshold"} & {lane.name for lane in paper.lanes} == set()
    assert (paper.ready, labelled.ready) == (False, True)
    assert "training" in {lane.name for lane in labelled.lanes}


def test_without_labels_anomalies_are_still_looked_for() -> None:
    paper = plan("Find anomalies in pump readings, there are no labels.")

    assert {"labels": "there are no labels"}.items() <= {item.name: item.answer.quote for item in paper.known}.items()


@pytest.mark.parametrize("fact", [{"family": "classifier"}, {"target": "whether a member will leave"}])
def test_a_kind_that_no_word_shows_is_asked_for_until_a_fact_says_it(fact: dict[str, str]) -> None:
    others = dict.fromkeys(("decision", "moment", "unit", "data", "labels", "mistakes", "target"), "said")
    unclear = plan("Something for our members.", others)
    clear = plan("Something for our members.", {**others, **fact})

    assert (unclear.kind, [item.name for item in unclear.unknowns if item.blocks]) == ("unclear", ["family"])
    assert (clear.family, clear.ready, clear.because[0].source) == ("classifier", True, "fact")


@pytest.mark.parametrize(
    ("brief", "kind", "lanes"),
    [
        ("Monitor the model that is live since June.", "upkeep", {"monitoring"}),
        (
            "Find out whether the new page increases revenue.",
            "analysis",
            {"data_contract", "analysis_report", "ab_test"},
        ),
        ("Tell me why sales fell.", "analysis", {"data_contract", "analysis_report"}),
    ],
)
def test_where_no_new_model_is_asked_for_none_is_planned(brief: str, kind: str, lanes: set[str]) -> None:
    assert (kind, lanes) == (plan(brief).kind, lanes_of(brief))


def test_a_way_back_is_an_answer_and_no_rollout() -> None:
    paper = plan("Score loan applications; roll back to the scorecard if the default rate rises.")

    assert paper.because[0].quote == "Score loan applications"
    assert "rollout" not in {lane.name for lane in paper.lanes}
    assert "rollback" in {item.name for item in paper.known}
    assert "rollout" in lanes_of("Score loan applications; it goes live behind a canary.")


def test_nine_briefs_have_nine_families_and_nine_sets_of_lanes() -> None:
    plans = {family: plan(brief) for family, brief in FAMILIES.items()}

    assert {family: paper.family for family, paper in plans.items()} == {family: family for family in FAMILIES}
    assert len({frozenset(lane.name for lane in paper.lanes) for paper in plans.values()}) == 9


@pytest.mark.parametrize("brief", FAMILIES.values(), ids=FAMILIES)
def test_nothing_is_presumed(brief: str) -> None:
    assert set() == lanes_of(brief) & set(PRESUMED)


@pytest.mark.parametrize(
    ("lane", "words"),
    [
        ("labels", "Labels come from billing."),
        ("online_serving", "It is called through an API."),
        ("feature_store", "Features lie in a feature store."),
        ("gpu", "We have two GPUs."),
        ("ab_test", "It ends with an A/B test."),
        ("real_time", "The answer is needed in real time."),
        ("retraining", "It is retrained each quarter."),
        ("privacy", "The table holds personal data."),
    ],
)
def test_a_lane_is_in_when_it_is_asked_for_and_out_when_it_is_denied(lane: str, words: str) -> None:
    asked = plan(f"Predict which customers will cancel. {words}")

    assert [words.rstrip(".")] == [item.because.quote for item in asked.lanes if item.name == lane]
    assert lane not in lanes_of("Predict which customers will cancel.")
    assert lane not in lanes_of(f"Predict which customers will cancel. {words}", **{lane: "no"})
    assert lane in lanes_of("Predict which customers will cancel.", **{lane: "yes"})


@pytest.mark.parametrize(
    ("lane", "words"),
    [
        ("labels", "there are no labels"),
        ("real_time", "it is not real time"),
        ("real_time", "real time is not needed"),
        ("gpu", "we work without a GPU"),
        ("ab_test", "an A/B test is out of scope"),
        ("feature_store", "we don't have a feature store"),
    ],
)
def test_a_denied_lane_stays_out(lane: str, words: str) -> None:
    assert lane not in lanes_of(f"Predict which customers will cancel; {words}.")


def test_a_denial_counts_in_its_own_clause_only() -> None:
    assert "gpu" in lanes_of("Predict which customers will cancel. There are no labels, but we have a GPU.")
    assert "real_time" in lanes_of("Detect whether a payment is fraud, not only overnight but in real time.")


def test_a_report_is_no_model() -> None:
    paper = plan("A monthly report of which customer segments grew and why, once a quarter as slides.")

    assert (paper.kind, paper.family) == ("analysis", "batch analytics")
    assert {"data_contract", "analysis_report"} == {lane.name for lane in paper.lanes}
    assert "not for a model" in paper.advice[0]


@pytest.mark.parametrize(
    ("brief", "kind"),
    [
        ("Flag every order above 10,000 euros.", "rules"),
        ("If an invoice is older than 60 days, send a reminder.", "rules"),
        ("An ETL job that copies the orders into the warehouse.", "data pipeline"),
        ("A survey of the literature on graph networks for a paper.", "research"),
    ],
)
def test_what_needs_no_model_is_told_so(brief: str, kind: str) -> None:
    paper = plan(brief)

    assert (kind, None) == (paper.kind, paper.family)
    assert paper.advice
    assert {"rule_baseline"} & {lane.name for lane in paper.lanes} == ({"rule_baseline"} if kind == "rules" else set())


@pytest.mark.parametrize(
    "brief", ["Improve the model.", "Increase the accuracy!", "Use AI on our data", "make the ML better"]
)
def test_a_wish_is_refused_as_a_requirement(brief: str) -> None:
    paper = plan(brief)

    assert (paper.kind, paper.ready, paper.lanes) == ("no requirement", False, ())
    assert "is no requirement" in paper.refused
    assert {"target", "decision", "measure"} <= {item.name for item in paper.unknowns}


def test_a_behaviour_with_a_number_is_a_requirement() -> None:
    paper = plan("Improve the churn model: recall of leavers from 0.60 to 0.75 at the same number of false alarms.")

    assert (paper.kind, paper.refused) == ("model", "")


def test_work_is_ready_when_nothing_that_blocks_is_open() -> None:
    ready, open_ = plan(CLEAR), plan(CLEAR.replace("Labels come from billing after 30 days.", ""))

    assert [item.name for item in ready.unknowns if item.blocks] == []
    assert ready.ready
    assert [item.name for item in open_.unknowns if item.blocks] == ["labels"]
    assert not open_.ready
    assert plan(CLEAR.replace("Labels come from billing after 30 days.", ""), {"labels": "billing, 30 days"}).ready


def test_a_bare_yes_does_not_answer_a_question() -> None:
    open_ = plan("Predict which customers will cancel.", {"labels": "yes"})

    assert "labels" in {item.name for item in open_.unknowns}


def test_every_reason_is_quoted_from_the_brief_or_a_fact() -> None:
    paper = plan(CLEAR, {"gpu": True})

    quotes = [item.because for item in paper.lanes] + [item.answer for item in paper.known]
    assert {"gpu=yes"} == {item.quote for item in quotes if item.source == "fact"}
    assert all(item.quote.rstrip("…") in CLEAR for item in quotes if item.source == "brief")


def test_every_command_of_a_lane_is_a_command_with_those_options() -> None:
    for work in LANES.values():
        for text in work.commands:
            program, name, *words = shlex.split(text)
            options = {
                word for item in cli.commands[name].params if isinstance(item, click.Option) for word in item.opts
            }
            assert program == "mlwright"
            assert {word for word in words if word.startswith("--")} <= options, text
        assert work.tools or work.commands or work.by_hand


@pytest.mark.parametrize(
    ("brief", "facts", "said"),
    [
        (" \n", {}, "the brief is empty"),
        ("word " * 2_000, {}, "more than 4,000"),
        ("Rank tickets.", {"magic": "yes"}, "there is no fact 'magic'"),
        ("Rank tickets.", {"gpu": "maybe"}, "the fact gpu is 'maybe'"),
        ("Rank tickets.", {"family": "magic"}, "the fact family is 'magic'"),
        ("Rank tickets.", {"target": "a\x1b[31m"}, "the fact target is"),
    ],
)
def test_what_cannot_be_read_is_refused(brief: str, facts: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        plan(brief, facts)


def test_control_characters_of_a_brief_reach_no_answer() -> None:
    paper = plan("Rank the tickets\x1b[31m\u202e, most urgent first.")

    assert all(character.isprintable() for character in paper.model_dump_json())


def test_a_hostile_brief_is_read_in_no_time() -> None:
    for piece in ("if ", "predict ", "not ", "which a ", "load to from "):
        assert plan((piece * 4_000)[:3_900]).brief


def test_facts_are_lanes_and_questions() -> None:
    offered = set(refused_fact().hint.removeprefix("facts: ").split(", "))

    assert {*LANES, *QUESTIONS} == offered
