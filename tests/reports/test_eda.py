"""The EDA report says what the profile holds, and treats text from data as text."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from mlwright.reports import eda_html, eda_markdown, visible_text
from mlwright.specs import Figures, Profile, TargetCandidate, found
from tests.reports.small_papers import category_column, number_column, pictured, profile_of, table

NASTY = "<script>alert(1)</script> \"q\" '{{ 7*7 }}' | `x`\nline"


def nasty_profile() -> Profile:
    return profile_of(table(size=NASTY, level="{% raw %}", levels=("<i>x</i>", "y|z")))


def order_of(text: str, *parts: str) -> list[int]:
    return [text.index(part) for part in parts]


def test_both_tell_target_findings_advice_and_next_steps() -> None:
    paper = pictured(profile_of(table()))
    for text in (eda_markdown(paper).replace("`", ""), visible_text(eda_html(paper))):
        assert "outcome is read as a binary target" in text
        assert "level: Known late." in text
        assert "not sure: ask" in text
        assert "Leave it out: it is blank when the model is asked." in text
        assert "Check the columns marked as leaks" in text
        assert "0.8123" in text


def test_what_ruins_the_model_comes_first_and_notes_are_folded() -> None:
    page = eda_html(pictured(profile_of(table())))
    places = order_of(
        page, "Known late.", "Every row has its own value.", "<details>", "Its skew is large.", 'id="target"'
    )

    assert sorted(places) == places


def test_findings_of_one_kind_share_a_card_and_the_rest_is_folded() -> None:
    paper = profile_of(table())
    many = tuple(found("high_missing", f"Gap in c{at}.", (f"c{at}",)) for at in range(9))
    page = eda_html(paper.model_copy(update={"findings": many}))

    assert page.count('<span class="code">DQ208') == 1
    assert page.index("Gap in c3.") < page.index("and others of this kind") < page.index("Gap in c4.")


def test_a_table_without_findings_says_so() -> None:
    paper = profile_of(table()).model_copy(update={"findings": ()})

    for text in (eda_markdown(paper), eda_html(paper)):
        assert "Nothing that is grave was found." in text


def test_pictures_are_well_formed_and_named_for_those_who_cannot_see() -> None:
    page = eda_html(pictured(nasty_profile()))
    drawn = [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]
    named = [drawing for drawing in drawn if drawing.get("role") == "img"]

    assert len(named) == 4
    assert all(drawing.get("aria-label") and drawing.find("title") is not None for drawing in named)
    assert all(drawing.get("aria-hidden") == "true" for drawing in drawn if drawing not in named)


def test_without_pictures_neither_report_has_their_sections() -> None:
    drawn, bare = pictured(profile_of(table())), profile_of(table())

    for make in (eda_markdown, eda_html):
        assert "What tells the target" in make(drawn)
        assert "What tells the target" not in make(bare)
    assert "The table as a whole" not in eda_html(bare)


def test_how_sure_the_figures_are_is_said() -> None:
    figures = Figures(
        sampled_rows=70, exact=("rows", "mean"), approximate=("distinct",), sampled=("quartiles",), distinct_error=0.02
    )
    paper = profile_of(table())
    text = eda_markdown(paper.model_copy(update={"figures": figures}))

    assert (
        "Exact over all rows: rows, mean; approximate (within 2%): distinct; from 70 sampled rows: quartiles; "
        "findings look at up to 70 rows." in text
    )
    assert "Every figure is exact, from all rows." in eda_markdown(paper)


def test_a_wide_table_lists_the_target_the_troubled_and_the_first_columns() -> None:
    paper = profile_of(table())
    more = tuple(number_column(f"c{at}", at + 4, np.arange(9.0)) for at in range(1996))
    troubled = found("mixed_units", "Metres and feet.", ("c1500",))
    wide = paper.model_copy(update={"columns": (*more, *paper.columns), "findings": (troubled,)})
    page, text = eda_html(wide), eda_markdown(wide)

    for said in (visible_text(page), text):
        assert "102 of 2,000 columns are listed" in said
        assert "c1500" in said
        assert "c1400" not in said
    assert len(page.encode()) < 300_000


def test_thirty_columns_with_everything_fit_the_size() -> None:
    paper = pictured(profile_of(table()))
    long = [f"{'level' * 20} {at}" for at in range(80)]
    columns = tuple(category_column(f"{'name' * 20} {at}", at, long) for at in range(26))
    findings = tuple(found("rare_levels", "why " * 90, (column.name,)) for column in columns for _ in range(3))
    page = eda_html(paper.model_copy(update={"columns": (*paper.columns, *columns), "findings": findings}))

    assert len(page.encode()) < 300_000


def test_the_bars_of_a_drawing_follow_the_counts() -> None:
    page = eda_html(pictured(profile_of(table())))
    drawing = next(text for text in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "Rows over time" in text)
    heights = [float(tall) for tall in re.findall(r'height="([\d.]+)" fill="var\(--c3\)"', drawing)]

    assert heights[1] == 0.0
    assert heights[3] / heights[2] == pytest.approx(33 / 44, abs=0.01)


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
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {8}


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


def test_markdown_makes_no_links_of_text_from_data() -> None:
    paper = profile_of(table()).model_copy(
        update={"goal": "see http://evil.example/ or www.evil.example, ask a@evil.example, ![x](http://evil.example/x)"}
    )
    goal = next(line for line in eda_markdown(paper).splitlines() if line.startswith("Goal"))

    assert goal == (
        r"Goal: see http\://evil.example/ or www\.evil.example, ask a\@evil.example, "
        r"!\[x\](http\://evil.example/x)"
    )


def test_both_are_repeatable() -> None:
    profile = profile_of(table())

    assert eda_html(profile) == eda_html(profile)
    assert eda_markdown(profile) == eda_markdown(profile)
