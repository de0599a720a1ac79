"""What the EDA report says of counts, strengths, steps and series, and the short form for the terminal."""

import re
import shlex
import unicodedata

import pytest

from mlwright.reports import eda_html, eda_markdown, eda_summary, unsupported_numbers, visible_text
from mlwright.specs import Figures, Finding, Link, Profile, TargetCandidate, found
from mlwright.specs.profile import Series
from tests.reports.small_papers import pictured, profile_of, table

SERIES = Series(
    column="outcome", time="day", start="2021-01-01", end="2021-12-31", means=(3, 7.25, None, 4, None, None, 9, 8)
)


def both(paper: Profile, workspace: str | None = None) -> tuple[str, str]:
    """The two reports as plain text."""
    return eda_markdown(paper, workspace).replace("`", ""), visible_text(eda_html(paper, workspace))


def with_columns(paper: Profile, **changes: object) -> Profile:
    return paper.model_copy(update={"columns": tuple(item.model_copy(update=changes) for item in paper.columns)})


def with_links(paper: Profile, *links: Link) -> Profile:
    assert paper.target is not None
    return paper.model_copy(update={"target": paper.target.model_copy(update={"links": links})})


@pytest.mark.parametrize("basis", ["approximate", "sampled"])
def test_a_count_of_different_values_that_is_not_exact_never_stands_without_its_sign(basis: str) -> None:
    paper = with_columns(profile_of(table()), distinct=27_986, distinct_is=basis)

    for text in both(paper):
        assert "≈ 27,986" in text
        assert re.search(r"(?<!≈ )27,986", text) is None


def test_an_exact_count_has_no_sign() -> None:
    for text in both(with_columns(profile_of(table()), distinct=27_986)):
        assert "27,986" in text
        assert "≈" not in text


def test_strength_is_defined_once_where_it_first_stands() -> None:
    bare = pictured(profile_of(table()))
    told = bare.model_copy(update={"findings": (found("weak_signal", "the strength is small", ("size",)),)})

    for paper, section in ((bare, "Target"), (told, "What will ruin the model")):
        for text in both(paper):
            assert text.count("Strength says how much one column alone tells") == 1
            at = text.index("Strength says")
            assert section in text[:at]
            assert at < text.index("What tells the target", at)


def test_a_report_without_strengths_does_not_define_them() -> None:
    for text in both(profile_of(table(), named=False)):
        assert "Strength says" not in text


def test_links_are_told_by_the_stronger_of_values_and_blanks() -> None:
    links = (
        Link(column="size", strength=0.5, missing_strength=0.0),
        Link(column="level", strength=0.2, missing_strength=0.9),
        Link(column="id", strength=None, missing_strength=0.3),
    )
    for text in both(with_links(pictured(profile_of(table())), *links)):
        places = [text.index(said) for said in ("0.9 by blank or not, 0.2 by its values", "0.5", "0.3 by blank or not")]
        assert places == sorted(places)
    page = visible_text(eda_html(with_links(pictured(profile_of(table())), *links)))
    assert "Strength, taken alone: 0.9 by blank or not, 0.2 by its values" in page


def test_all_is_called_exact_only_where_findings_rest_on_all_rows_too() -> None:
    paper, every = profile_of(table()), "Every figure is exact, from all rows."
    part = Figures(sampled_rows=70, exact=("rows", "mean"), sampled=("links", "pictures"))

    for text in both(paper):
        assert every in text
    for text in both(paper.model_copy(update={"figures": part})):
        assert "Figures of columns are exact; findings look at up to 70 rows." in text
        assert every not in text


def test_every_step_has_a_command_with_the_path_and_the_workspace_quoted() -> None:
    source = profile_of(table()).source.model_copy(update={"path": "/my data/it's.csv"})
    paper = profile_of(table()).model_copy(update={"source": source, "duplicate_rows": 3, "group": "level"})
    quoted = shlex.quote(source.path)

    for text in both(paper, "output/my room"):
        steps = text[text.rindex("What to do next") :]
        assert f"mlwright sample {quoted}" in steps
        assert f"mlwright profile {quoted} --target outcome --group level" in steps
        assert "mlwright explain duplicate_rows" in steps
        assert "mlwright spec 'output/my room'" in steps
    for text in both(paper):
        assert "mlwright spec WORKSPACE" in text


@pytest.mark.parametrize("name", ["-rf", "a`b", "a|b", "a\nb", "a\u202eb", "x" * 300])
def test_a_name_that_cannot_be_copied_safely_is_a_placeholder(name: str) -> None:
    candidates = (TargetCandidate(name=name, score=1.0, reasons=("x",)),)
    paper = profile_of(table(), named=False).model_copy(update={"target_candidates": candidates})

    assert f"mlwright profile {paper.source.path} --target NAME" in eda_markdown(paper)
    assert eda_summary(paper, "here").endswith("--target NAME")


def test_a_name_with_signs_of_the_shell_is_quoted() -> None:
    candidates = (TargetCandidate(name="$(reboot); x", score=1.0, reasons=("x",)),)
    paper = profile_of(table(), named=False).model_copy(update={"target_candidates": candidates})

    assert eda_summary(paper, "here").endswith("--target '$(reboot); x'")


def test_a_forecast_is_drawn_over_time_with_its_ends_and_gaps() -> None:
    paper = profile_of(table("forecasting"), "forecasting")
    drawn = paper.model_copy(update={"pictures": paper.pictures.model_copy(update={"series": SERIES})})
    text, page = both(drawn)

    assert "▁▆·▂··█▇" in text
    assert "outcome over time by day, from 2021-01-01 to 2021-12-31, means between 3 and 9" in page
    assert eda_html(drawn).count('stroke="var(--c1)"') == 2
    for said in (eda_markdown(drawn), page):
        assert unsupported_numbers(said, drawn) == ()
    false = page.replace("between 3 and 9", "between 3 and 4711")
    assert set(unsupported_numbers(false, drawn)) == {"4711"}
    for said in both(paper):
        assert "over time by" not in said


def test_the_short_form_tells_the_gravest_the_target_the_page_and_the_next_command() -> None:
    lines = eda_summary(profile_of(table()), "output/table").splitlines()

    assert lines[0] == "table.csv: 80 rows, 4 columns, 0 exact copies of rows"
    assert lines[2].startswith("error   LK303  Known only after the outcome: level: Known late.")
    assert "1 note" in lines
    assert lines[-3].startswith("target: outcome, binary (no ")
    assert lines[-2:] == ["page: output/table/data/eda-report.html", "next: mlwright spec output/table"]


def test_the_short_form_counts_what_it_leaves_out() -> None:
    many = tuple(Finding(code=f"DQ{at}", name=f"kind_{at}", severity="warning", evidence="x") for at in range(40))
    paper = profile_of(table()).model_copy(update={"findings": many})
    lines = eda_summary(paper, "here").splitlines()

    assert len(lines) <= 25
    assert sum(line.startswith("warning") for line in lines) == 12
    assert "and 28 more" in lines


def test_the_short_form_lets_no_control_characters_through() -> None:
    nasty = "\x1b[31m\u202e\r\nx\x07"
    paper = profile_of(table(size=nasty, level=nasty + "2", levels=(nasty, "y")))
    paper = paper.model_copy(
        update={
            "source": paper.source.model_copy(update={"path": f"/data/{nasty}.csv"}),
            "findings": (found("outliers", nasty, (nasty,), severity="error"),),
        }
    )
    text = eda_summary(paper, f"output/{nasty}")

    assert not {char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"}
    assert len(text.splitlines()) <= 25
