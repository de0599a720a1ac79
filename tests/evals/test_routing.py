"""A smoke test of the skills' words: a plain lexical router finds them far above chance. Not a claim about a model."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from mlwright.skills import Skill, read_skills

TOP = Path(__file__).resolve().parents[2]
FLOOR = 1 / 3
"""Share of the hits that land on their skill: four times chance. `pytest -s` prints what was measured."""


def said_of(skill: Skill) -> str:
    """The description twice, and the body's lines up to its first heading of the second level: when to use it."""
    return "\n".join([skill.description, skill.description, skill.body.partition("\n## ")[0]])


def hits() -> list[tuple[str, str]]:
    """Every prompt that belongs to a skill, from its own set."""
    files = [TOP / "evals" / "triggers" / f"{skill.name}.json" for skill in read_skills()]
    held = [(path.stem, json.loads(path.read_text(encoding="utf-8"))["prompts"]) for path in files]
    return [(prompt["query"], name) for name, prompts in held for prompt in prompts if prompt["should_trigger"]]


def routed(texts: dict[str, str], queries: list[str]) -> list[str]:
    """The skill whose words are nearest to each query."""
    names = list(texts)
    terms = TfidfVectorizer(sublinear_tf=True, ngram_range=(2, 5), analyzer="char_wb")
    distance = terms.fit_transform(texts.values())
    scores = (terms.transform(queries) @ distance.T).toarray()
    return [names[place] for place in np.argmax(scores, axis=1)]


def test_a_lexical_router_lands_on_the_skill_far_above_chance() -> None:
    texts = {skill.name: said_of(skill) for skill in read_skills()}
    queries, wanted = zip(*hits(), strict=True)
    found = routed(texts, list(queries))
    right = np.equal(found, wanted)
    rate = right.mean()
    print(f"\nlexical router: {rate:.2f} of {len(wanted)}")
    for name in texts:
        print(f"  {name}: {right[np.equal(wanted, name)].mean():.1f}")

    assert rate >= FLOOR


@pytest.mark.parametrize("text", ["the same words for all"])
def test_the_router_is_at_chance_where_the_texts_say_nothing(text: str) -> None:
    names = [skill.name for skill in read_skills()]
    queries, wanted = zip(*hits(), strict=True)
    found = routed(dict.fromkeys(names, text), list(queries))

    assert np.equal(found, wanted).mean() <= 0.15
