"""Values of variables: words of a command line become the declared type, JSON never does."""

from pathlib import Path
from typing import Any

import pytest

from mlwright.errors import InputError
from mlwright.skills.values import checked, from_text, pairs_of
from tests.skills.bundles import skill_with


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (["a=1"], [("a", "1")]),
        (["a=1", "b=2"], [("a", "1"), ("b", "2")]),
        (["a=1 b=2"], [("a", "1"), ("b", "2")]),
        (["goal=predict who leaves b=2"], [("goal", "predict who leaves"), ("b", "2")]),
        (['goal="x b=1" c=2'], [("goal", "x b=1"), ("c", "2")]),
        (["slo=p95_ms=80,error_rate=0.1 b=2"], [("slo", "p95_ms=80,error_rate=0.1"), ("b", "2")]),
        (["goal=don't"], [("goal", "don't")]),
        (["a="], [("a", "")]),
    ],
)
def test_pairs_are_read_from_one_or_more_texts(texts: list[str], pairs: list[tuple[str, str]]) -> None:
    assert pairs == pairs_of(texts)


@pytest.mark.parametrize("text", ["alone", "=1", "1=2", "words a=1"])
def test_a_text_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="write --vars name=value"):
        pairs_of([text])


def test_words_become_the_declared_types(tmp_path: Path) -> None:
    skill = skill_with(tmp_path)
    texts = ["title=T count=5 share=0.25 dry=true kinds=red,green bounds=low=1,name=x mode=fast"]

    values = checked(skill, from_text(skill, pairs_of(texts)))

    assert values == {
        "title": "T",
        "count": 5,
        "share": 0.25,
        "dry": True,
        "kinds": ["red", "green"],
        "bounds": {"low": 1, "name": "x"},
        "mode": "fast",
    }


def test_a_list_may_be_repeated_or_json(tmp_path: Path) -> None:
    skill = skill_with(tmp_path)

    assert from_text(skill, [("kinds", "red"), ("kinds", "green")])["kinds"] == ["red", "green"]
    assert from_text(skill, [("kinds", '["red", "green"]')])["kinds"] == ["red", "green"]
    assert from_text(skill, [("bounds", '{"a": 1}')])["bounds"] == {"a": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": "5"},
        {"count": 5.0},
        {"count": True},
        {"share": "0.5"},
        {"share": float("nan")},
        {"dry": 1},
        {"dry": "true"},
        {"kinds": "red"},
        {"kinds": []},
        {"kinds": ["red", 1]},
        {"kinds": ["blue"]},
        {"bounds": [["a", 1]]},
        {"bounds": {"a": None}},
        {"bounds": {"a": True}},
        {"mode": "medium"},
        {"title": "x" * 2001},
        {"title": 7},
        {"title": "  "},
    ],
)
def test_json_is_never_converted(tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        checked(skill_with(tmp_path), {"title": "T", **wrong})


def test_all_faults_are_named_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    skill = skill_with(tmp_path)

    with pytest.raises(InputError) as caught:
        checked(skill, from_text(skill, pairs_of(["titel=T mode=warp count=many", "count=2"])))

    for said in (
        "'titel' is unknown (did you mean title?)",
        "title is missing",
        "mode is 'warp', expected one of fast, slow",
        "count is",
    ):
        assert said in caught.value.message
    assert "title, count (optional)" in caught.value.hint


def test_what_is_not_given_is_its_default_or_none(tmp_path: Path) -> None:
    values = checked(skill_with(tmp_path), {"title": "T"})

    assert (values["count"], values["mode"]) == (3, None)
