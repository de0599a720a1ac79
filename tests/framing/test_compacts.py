"""A compact has nineteen fields, comes back as it was written, and is not ready while something is open."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlwright.errors import InputError, PaperError
from mlwright.framing import check_compact, compact_template, draft_compact, parse_compact, plan, render_compact
from mlwright.framing.compacts import TITLES
from mlwright.framing.fixtures import COMPACT
from mlwright.leakage.compact import READABLE, is_compact
from mlwright.specs.compact import Compact

TEXT = (
    st.text(min_size=1, max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and text.isprintable() and "<!--" not in text)
)


def written(folder: Path, text: str) -> Path:
    path = folder / "compact.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_there_are_nineteen_fields() -> None:
    assert 19 == len(TITLES) == len(set(TITLES.values()))


@given(st.fixed_dictionaries(dict.fromkeys(TITLES, TEXT)))
def test_what_is_written_is_read_back(fields: dict[str, str]) -> None:
    compact = Compact(**fields)

    assert compact == parse_compact(render_compact(compact))


def test_a_full_compact_is_ready_and_short(tmp_path: Path) -> None:
    path = written(tmp_path, render_compact(COMPACT))
    report = check_compact(path)

    assert (report.missing, report.problems, report.open, report.ready) == ((), (), (), True)
    assert is_compact(path.name)
    assert report.characters <= READABLE


def test_the_template_lacks_everything_and_names_it(tmp_path: Path) -> None:
    report = check_compact(written(tmp_path, compact_template()))

    assert set(TITLES.values()) == set(report.missing)
    with pytest.raises(PaperError, match="missing: Problem, Decision"):
        parse_compact(compact_template())


def test_each_field_that_is_taken_out_is_missed(tmp_path: Path) -> None:
    for name, title in TITLES.items():
        text = render_compact(COMPACT).replace(f"## {title}\n\n{getattr(COMPACT, name)}\n", "")
        assert (title,) == check_compact(written(tmp_path, text)).missing


def test_unknown_is_allowed_and_open(tmp_path: Path) -> None:
    report = check_compact(written(tmp_path, render_compact(COMPACT.model_copy(update={"owner": "unknown"}))))

    assert (report.missing, report.problems, report.ready) == ((), (), False)
    assert report.open[0].startswith("Owner: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (render_compact(COMPACT) + "\n## Owners\n\nx\n", "no field 'Owners': did you mean Owner?"),
        (render_compact(COMPACT) + "\n## Owner\n\nx\n", "Owner stands twice"),
        (render_compact(COMPACT.model_copy(update={"problem": "x" * 1_001})), "Problem: String should have at most"),
        (
            render_compact(COMPACT.model_copy(update={"data": "a\x1b[31m"})),
            "Data and snapshot: Value error, holds control",
        ),
        (render_compact(COMPACT) + "<!-- " + "x" * 4_000 + " -->", "more than 4,000"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    report = check_compact(written(tmp_path, text))

    assert said in report.problems[0]
    assert not report.ready


def test_a_draft_holds_the_words_of_the_brief_and_invents_nothing() -> None:
    paper = plan("Use AI so that fewer customers leave.")
    draft = draft_compact(paper)

    unknown = [name for name, value in draft.model_dump().items() if value == "unknown"]
    assert len(unknown) >= 15
    assert draft.problem == "unknown"
    assert draft.questions == "none"
    assert "Which kind of problem" in draft_compact(plan("Something for our members.")).questions
    assert draft == parse_compact(render_compact(draft))


def test_a_draft_says_what_the_brief_answers() -> None:
    draft = draft_compact(
        plan("Predict which customers will cancel, so that the team can call; labels come from billing.")
    )

    assert draft.labels == "labels come from billing"
    assert draft.owner == "unknown"


def test_each_open_question_has_its_line(tmp_path: Path) -> None:
    text = render_compact(draft_compact(plan("Predict churn in real time.", {"labels": "no"})))
    report = check_compact(written(tmp_path, text))

    asked = text.split("## Open questions\n\n")[1].split("\n\n")[0].split("\n")
    assert [line[:2] for line in asked] == ["- ", "- ", "- "]
    assert report.open[-3:] == tuple(line.removeprefix("- ") for line in asked)


def test_open_questions_say_none_and_are_not_left_empty(tmp_path: Path) -> None:
    none = render_compact(COMPACT)
    empty = none.replace("## Open questions\n\nnone\n", "## Open questions\n\n")

    assert check_compact(written(tmp_path, none)).ready
    assert check_compact(written(tmp_path, empty)).missing == ("Open questions",)


def test_a_fact_is_drafted_without_its_name() -> None:
    assert draft_compact(plan("Predict churn.", {"owner": "the head of sales"})).owner == "the head of sales"


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no file"):
        check_compact(tmp_path)
