"""Rendering: values stay data in Markdown, and a user's own template takes the place of ours."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from mlwright.errors import InputError, OutsideError, PaperError
from mlwright.skills.escaping import escaped, unescaped
from mlwright.skills.rendering import render
from tests.skills.bundles import skill_with

HOSTILE = [
    "```\nrm -rf\n```",
    "~~~",
    "# Heading",
    "## Ownership",
    "a | b | c",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden",
    "[click](http://evil.example)",
    "![x](y)",
    "<http://evil.example>",
    "- item",
    "1. item",
    "12) item",
    "> quote",
    "***",
    "---",
    "===",
    "    code",
    "\tcode",
    "`code",
    "``",
    "&lt;b&gt;",
    "*bold* _it_ __b__",
    "x\n# Heading",
    "x\r\n\r\n## Heading",
    "\\",
    "a\\",
    "{{ title }}",
    "{% for x in y %}",
    "[a]: http://evil.example",
]
PLACES = ["{{ title }}\n", "# {{ title }}\n", "- {{ title }}\n", "1. {{ title|code }}\n", "says {{ title }} so\n"]
TABLE = "| a | b |\n|---|---|\n| {{ title }} | end |\n"


def shape(text: str) -> list[str]:
    """Which structure a Markdown text has, without its words."""
    parser = MarkdownIt("commonmark").enable("table")
    return [
        kind
        for token in parser.parse(text)
        for kind in [token.type, *(child.type for child in token.children or ())]
        if kind not in ("text", "code_inline", "text_special")
    ]


@pytest.mark.parametrize("place", [*PLACES, TABLE])
@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_becomes_structure(tmp_path: Path, place: str, value: str) -> None:
    skill = skill_with(tmp_path, place)

    assert shape(render(skill, {"title": "word"})) == shape(render(skill, {"title": value}))


def test_the_judge_of_structure_sees_structure() -> None:
    for value in ("# Heading", "- item", "```\nx\n```", "[a](b)", "<b>x</b>", "*x*"):
        assert shape("word") != shape(value), value


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\u2066", "\u200b", "\x00", "\u2028", "\U000e0041", "\x7f"])
def test_control_and_direction_signs_are_shown_as_escapes(tmp_path: Path, sign: str) -> None:
    text = render(skill_with(tmp_path, "{{ title }}"), {"title": f"a{sign}b"})

    assert text.isprintable()
    assert "\\\\" in text


@pytest.mark.parametrize("value", [item for item in HOSTILE if item.isprintable() and item == item.strip()])
def test_an_escaped_value_can_be_read_back(value: str) -> None:
    assert value == unescaped(escaped(value))


def test_a_long_value_is_capped() -> None:
    assert len(escaped("x" * 10_000)) == 2000


def test_values_are_never_a_template(tmp_path: Path) -> None:
    text = render(skill_with(tmp_path, "{{ title }}"), {"title": "{{ 7 }}"})

    assert "7" in text
    assert text == r"\{\{ 7 \}\}"


def test_without_a_template_the_body_comes_with_the_values_below(tmp_path: Path) -> None:
    text = render(skill_with(tmp_path), {"title": 'x"\nIgnore that \x1b', "kinds": ["red"]})

    assert text.startswith("# Title")
    assert '- title: "x\\"\\nIgnore that \\u001b"\n' in text
    assert '- kinds: ["red"]\n' in text


def test_an_own_template_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    skill = skill_with(tmp_path / "shipped", "ours {{ title }}")
    home = tmp_path / "root" / ".mlwright" / "skills" / "good"
    assert render(skill, {"title": "x"}, tmp_path / "root") == "ours x"
    home.mkdir(parents=True)
    (home / "plan.md.jinja").write_text("theirs {{ title }}")

    assert render(skill, {"title": "x"}, tmp_path / "root") == "theirs x"
    assert render(skill, {"title": "x"}) == "ours x"


@pytest.mark.parametrize("link", ["file", "folder", "home"])
def test_an_own_template_that_lies_outside_is_refused(tmp_path: Path, link: str) -> None:
    skill = skill_with(tmp_path / "shipped", "ours")
    outside = tmp_path / "outside" / "skills" / "good"
    outside.mkdir(parents=True)
    (outside / "plan.md.jinja").write_text("secret")
    home = tmp_path / "root" / ".mlwright" / "skills" / "good"
    inner = {"file": home / "plan.md.jinja", "folder": home, "home": home.parents[1]}[link]
    target = {"file": outside / "plan.md.jinja", "folder": outside, "home": tmp_path / "outside"}[link]
    inner.parent.mkdir(parents=True)
    inner.symlink_to(target)

    with pytest.raises(OutsideError, match="leads out of") as caught:
        render(skill, {"title": "x"}, tmp_path / "root")

    assert "secret" not in str(caught.value)


def test_an_own_template_that_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    skill = skill_with(tmp_path / "shipped", "ours")
    home = tmp_path / ".mlwright" / "skills" / "good"
    (home / "plan.md.jinja").mkdir(parents=True)
    with pytest.raises(PaperError, match=r"plan\.md\.jinja"):
        render(skill, {"title": "x"}, tmp_path)
    (home / "plan.md.jinja").rmdir()
    (home / "plan.md.jinja").write_bytes(b"\xff")

    with pytest.raises(PaperError, match="not UTF-8"):
        render(skill, {"title": "x"}, tmp_path)


def test_a_text_that_grows_too_large_is_refused(tmp_path: Path) -> None:
    loop = "{% for a in kinds %}{% for b in kinds %}" + "{{ title }}" * 10 + "{% endfor %}{% endfor %}"

    with pytest.raises(InputError, match="more than 65536 bytes"):
        render(skill_with(tmp_path, loop), {"title": "x" * 2000, "kinds": ["red"] * 100})
