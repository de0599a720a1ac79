"""The EDA report says what the profile holds, and treats text from data as text."""

import re

from mlwright.reports import eda_html, eda_markdown
from mlwright.specs import Profile, TargetCandidate
from tests.reports.small_papers import profile_of, table

NASTY = "<script>alert(1)</script> \"q\" '{{ 7*7 }}' | `x`\nline"


def nasty_profile() -> Profile:
    return profile_of(table(size=NASTY, level="{% raw %}", levels=("<i>x</i>", "y|z")))


def test_markdown_tells_target_leak_flag_and_next_steps() -> None:
    text = eda_markdown(profile_of(table()))

    assert "`outcome` is read as a binary target" in text
    assert "**Seems to know the answer (leak)** (not sure): `level`" in text
    assert "**Warning:** Some values are far out. (`size`)" in text
    assert "- `size`: 0.8123" in text
    assert "Check the columns marked as leaks" in text


def test_without_a_target_the_candidates_are_listed() -> None:
    candidates = (TargetCandidate(name="outcome", score=0.9, reasons=("last column", "two values")),)
    profile = profile_of(table(), named=False).model_copy(update={"target_candidates": candidates})

    for text in (eda_markdown(profile), eda_html(profile)):
        assert "No target was named. Columns that could be one" in text
        assert "last column; two values" in text
        assert "Name the column to predict" in text


def test_tables_keep_their_shape_whatever_the_names() -> None:
    lines = eda_markdown(nasty_profile()).split("## Columns")[1].split("##")[0].strip().splitlines()

    assert len(lines) == 2 + 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {7}


def test_text_from_data_is_escaped_in_the_page() -> None:
    page = eda_html(nasty_profile())

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "<i>x</i>" not in page


def test_markdown_lets_no_tags_through_outside_code() -> None:
    without_code = re.sub(r"`[^`]*`", "", eda_markdown(nasty_profile()))

    assert "<script" not in without_code
    assert "<i>" not in without_code


def test_both_are_repeatable() -> None:
    profile = profile_of(table())

    assert eda_html(profile) == eda_html(profile)
    assert eda_markdown(profile) == eda_markdown(profile)
