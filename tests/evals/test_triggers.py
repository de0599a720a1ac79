"""Trigger sets: twenty prompts a skill, half of them near misses; nothing given away and nothing twice."""

import itertools
import json
import re
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mlwright.skills import read_skills

TOP = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (TOP / "evals" / "triggers").glob("*.json") if path.stem != "terms")
SKILLS = {skill.name: skill.description for skill in read_skills()}
AGENTS = {path.stem.lstrip("_") for path in (TOP / "agents").glob("*.md")}
ROWS = {"S0-66", "S1-01", "S1-25", "S1-70", "S2-05", "S2-06"}


class Prompt(BaseModel):
    """Something a user types, and what is to happen."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    query: str = Field(min_length=5, max_length=300)
    should_trigger: bool
    expected: str | None
    why: str = Field(min_length=3)
    row: str | None = None


class TriggerSet(BaseModel):
    """One file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    skill: str | None = None
    kind: Literal["agents"] | None = None
    prompts: tuple[Prompt, ...] = Field(min_length=20, max_length=20)


def read(path: Path) -> TriggerSet:
    return TriggerSet.model_validate_json(path.read_text(encoding="utf-8"), strict=True)


def bare(text: str) -> str:
    """A prompt as one compares it: words only."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def gives_away(query: str, name: str) -> bool:
    """Whether a prompt holds a skill's name in any spelling."""
    return f" {name.replace('-', ' ')} " in f" {bare(query.replace('_', ' '))} "


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_set_has_ten_hits_and_ten_near_misses(path: Path) -> None:
    held = read(path)
    own = {held.skill} if held.skill else AGENTS

    assert (held.skill or held.kind) == path.stem
    assert sum(prompt.should_trigger for prompt in held.prompts) == 10
    for prompt in held.prompts:
        assert prompt.should_trigger == (prompt.expected in own), prompt.query
        assert prompt.expected in {None, *SKILLS, *AGENTS}, prompt.query
        assert prompt.row in {None, *ROWS}, prompt.query


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_prompt_says_the_name_that_it_is_to_find(path: Path) -> None:
    assert [prompt.query for prompt in read(path).prompts for name in SKILLS if gives_away(prompt.query, name)] == []


def test_a_name_is_found_in_any_spelling() -> None:
    assert gives_away("use ml_engineer, please", "ml-engineer")
    assert gives_away("call the Data Analyst", "data-analyst")
    assert not gives_away("the devops people", "mlops")


def test_every_skill_has_a_set_and_no_prompt_stands_twice() -> None:
    queries = [bare(prompt.query) for path in FILES for prompt in read(path).prompts]

    assert {path.stem for path in FILES} == {*SKILLS, "agents"}
    assert len(set(queries)) == len(queries) == 260


@pytest.mark.parametrize("path", [path for path in FILES if path.stem != "agents"], ids=lambda path: path.stem)
def test_near_misses_belong_to_siblings_and_to_none(path: Path) -> None:
    expected = [prompt.expected for prompt in read(path).prompts if not prompt.should_trigger]

    assert expected.count(None) >= 4
    assert len({name for name in expected if name}) >= 3


def test_the_rows_of_the_requirements_have_their_prompts() -> None:
    prompts = [prompt for path in FILES for prompt in read(path).prompts]
    hits = {row: sum(prompt.row == row and prompt.should_trigger for prompt in prompts) for row in ROWS}
    misses = {row: sum(prompt.row == row and prompt.expected is None for prompt in prompts) for row in ROWS}

    assert min(hits["S0-66"], misses["S0-66"]) >= 5  # five hits, five unrelated misses
    assert (hits["S1-01"] >= 6, misses["S1-01"] >= 1) == (True, True)
    assert hits["S1-25"] >= 9
    assert hits["S2-05"] >= 6
    assert misses["S2-06"] >= 3


FINE = {"query": "deploy it", "should_trigger": True, "expected": "mlops", "why": "terse"}


@pytest.mark.parametrize(
    "broken",
    [
        {"skill": "mlops", "prompts": []},
        {"skill": "mlops", "prompts": [{**FINE, "should_trigger": "yes"}] * 20},
        {"skill": "mlops", "prompts": [{**FINE, "why": ""}] * 20},
        {"skill": "mlops", "prompts": [{**FINE, "score": 1}] * 20},
    ],
)
def test_a_set_of_another_shape_is_refused(tmp_path: Path, broken: dict[str, object]) -> None:
    path = tmp_path / "mlops.json"
    path.write_text(json.dumps(broken))

    with pytest.raises(ValidationError):
        read(path)


def together(terms: dict[str, list[str]], descriptions: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of skills where the first one's description holds no term that keeps it apart from the second's."""
    low = {name: text.casefold() for name, text in descriptions.items()}
    return [
        (one, other)
        for one, other in itertools.permutations(sorted(low), 2)
        if not any(term.casefold() in low[one] and term.casefold() not in low[other] for term in terms.get(one, []))
    ]


def test_each_description_holds_what_keeps_it_apart_from_every_sibling() -> None:
    terms = json.loads((TOP / "evals" / "triggers" / "terms.json").read_text(encoding="utf-8"))

    assert set(terms) == set(SKILLS)
    assert together(terms, SKILLS) == []
    unused = [term for name, held in terms.items() for term in held if term.casefold() not in SKILLS[name].casefold()]
    assert unused == []


def test_descriptions_that_say_the_same_are_found() -> None:
    texts = {"a": "Trains a model.", "b": "Trains a model and scores it."}

    assert together({"a": ["trains"], "b": ["scores"]}, texts) == [("a", "b")]
