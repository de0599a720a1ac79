"""What a template may contain: everything else is refused with file, line and what is allowed."""

from pathlib import Path

import pytest

from mlwright.errors import PaperError
from mlwright.skills.rendering import render
from tests.skills.bundles import skill_with

REFUSED = {
    "{{ title.upper() }}": "Call",
    "{{ range(10) }}": "Call",
    "{{ ''.__class__ }}": "closed",
    "{{ title['__class__'] }}": "Getitem",
    "{{ title[0:2] }}": "Getitem",
    "{{ cycler }}": "no value 'cycler'",
    "{{ self }}": "no value 'self'",
    "{{ titel }}": "no value 'titel'",
    "{% include 'x' %}": "Include",
    "{% import 'x' as y %}": "Import",
    "{% from 'x' import y %}": "FromImport",
    "{% extends 'x' %}": "Extends",
    "{% macro m() %}{% endmacro %}": "Macro",
    "{% set x = 1 %}": "Assign",
    "{% block b %}{% endblock %}": "Block",
    "{% with x = 1 %}{% endwith %}": "With",
    "{% filter upper %}x{% endfilter %}": "FilterBlock",
    "{% call x() %}{% endcall %}": "CallBlock",
    "{{ 9 ** 9 }}": "Pow",
    "{{ 'a' * 99999999 }}": "Mul",
    "{{ title ~ title }}": "Concat",
    "{{ title if count }}": "CondExpr",
    "{{ {'a': 1} }}": "Dict",
    "{{ title|center(99999999) }}": "filter 'center'",
    "{{ title|attr('x') }}": "filter 'attr'",
    "{{ title|safe }}": "filter 'safe'",
    "{{ kinds|join('-', 'x') }}": "this use of join",
    "{{ kinds|join(attribute='x') }}": "Keyword",
    "{{ kinds|join('------------') }}": "this use of join",
    "{{ kinds|join('-')|join('-') }}": "this use of join",
    "{{ title|upper('x') }}": "this use of upper",
    "{% if title is callable %}{% endif %}": "test 'callable'",
    "{% for a in title %}{% endfor %}": "declared list",
    "{% for a in [1, 2] %}{% endfor %}": "declared list",
    "{% for a, b in bounds %}{% endfor %}": "one new name",
    "{% for title in kinds %}{% endfor %}": "one new name",
    "{% for a in kinds recursive %}{% endfor %}": "declared list",
    "{% for a in kinds %}{% for b in kinds %}{% for c in kinds %}{% endfor %}{% endfor %}{% endfor %}": "3 deep",
    "{% for a in kinds %}{% else %}{{ a }}{% endfor %}": "no value 'a'",
    "{% if %}": "Expected an expression",
    "{{ title": "line 3",
}


@pytest.mark.parametrize("piece", REFUSED)
def test_everything_else_is_refused_with_its_line(tmp_path: Path, piece: str) -> None:
    skill = skill_with(tmp_path, f"one\ntwo\n{piece}\n")

    with pytest.raises(PaperError) as caught:
        render(skill, {"title": "x", "kinds": ["red"], "bounds": {"a": 1}})

    assert "good/assets/plan.md.jinja, line " in caught.value.message
    assert REFUSED[piece] in str(caught.value)


@pytest.mark.parametrize(
    "piece", ["{{ " + "(" * 5000, "{% if title %}" * 3000, "{{ " + "not " * 5000 + "title }}", "x" * 70_000]
)
def test_deep_and_long_templates_are_refused(tmp_path: Path, piece: str) -> None:
    with pytest.raises(PaperError, match=r"plan\.md\.jinja"):
        render(skill_with(tmp_path, piece), {"title": "x"})


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("{{ title }}", "x"),
        ("{{ title|upper|code }}", "`X`"),
        ("{{ kinds|join('/') }}", "red/green"),
        ("{{ kinds }}", "red, green"),
        ("{{ kinds|length }}", "2"),
        (
            "{% for item in kinds %}{{ loop.index }}{{ item }}{% if not loop.last %};{% endif %}{% endfor %}",
            "1red;2green",
        ),
        ("{% for a in kinds %}{% for b in kinds %}{{ b }}{% endfor %}{% endfor %}", "redgreenredgreen"),
        ("{% for item in kinds if item != 'red' %}{{ item }}{% endfor %}", "green"),
        ("{% if mode is none %}free{% elif mode == 'fast' %}fast{% else %}slow{% endif %}", "free"),
        ("{% if 'red' in kinds and count >= 3 %}yes{% endif %}", "yes"),
        ("{% for item in bounds %}{{ item }}{% endfor %}{{ bounds.low }}", "low1"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{# note #}a", "a"),
    ],
)
def test_what_is_allowed_works(tmp_path: Path, piece: str, text: str) -> None:
    values = {"title": "x", "kinds": ["red", "green"], "bounds": {"low": 1}}

    assert text == render(skill_with(tmp_path, piece), values)


@pytest.mark.parametrize("piece", ["{{ bounds.high }}", "{{ title.upper }}", "{{ kinds.append }}"])
def test_a_key_that_is_not_there_is_an_error(tmp_path: Path, piece: str) -> None:
    with pytest.raises(PaperError, match=r"plan\.md\.jinja"):
        render(skill_with(tmp_path, piece), {"title": "x", "kinds": ["red"], "bounds": {"low": 1}})
