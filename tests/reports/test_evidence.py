"""Numbers in a narrative have to come from the profile."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlwright.reports import eda_html, eda_markdown, unsupported_numbers, visible_text
from mlwright.reports.wording import share
from mlwright.specs import (
    Column,
    Figures,
    Link,
    NumberStats,
    Profile,
    Source,
    TargetCandidate,
    TargetProfile,
    Value,
    found,
)
from mlwright.specs.profile import Correlations, Coverage, Distribution, MissingMap, Pictures, Series
from tests.reports.small_papers import HASH, number_column, pictured, profile_of, table


@pytest.fixture
def profile() -> Profile:
    values = np.asarray([0.0, 1.25, 2.5, 12345.678, 30.0, 41.0, 7.7])
    column = number_column("size", 0, values, missing=3)
    source = Source(path="/data/table.csv", sha256="97" * 32, bytes=4321)
    return profile_of(table()).model_copy(update={"source": source, "rows": 10, "columns": (column,), "target": None})


def test_a_number_from_nowhere_is_reported_as_it_stands(profile: Profile) -> None:
    text = eda_markdown(profile) + "\nAbout 4,711 customers left, 83.1% of all, twice 9.87e3.\n"

    assert unsupported_numbers(text, profile) == ("4,711", "83.1%", "9.87e3")


def test_values_may_be_rounded_formatted_and_scaled(profile: Profile) -> None:
    text = "The size goes up to 12,345.68, that is 12,346 or 12.3k; 30% are missing, 70 percent are there, 10 rows."

    assert unsupported_numbers(text, profile) == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("11 rows", "a count next to the true one"),
        ("12,300", "a rounded value that looks exact"),
        ("35%", "a share next to the true one"),
        ("3%", "a count sold as a share"),
        ("-30", "the wrong sign"),
        ("v8", "a number behind a letter"),
        ("CHF99", "a number behind a currency"),
        ("97 rows", "digits that only the hash holds"),
    ],
)
def test_near_misses_are_reported(profile: Profile, said: str, why: str) -> None:
    assert unsupported_numbers(f"We found {said} here.", profile), why


def test_names_and_values_may_be_quoted_with_their_digits(profile: Profile) -> None:
    column = profile.columns[0].model_copy(update={"name": "Sales 2019 (k$)", "samples": ("A-77|`x`",)})
    quoting = profile.model_copy(update={"columns": (column,)})

    assert unsupported_numbers("`Sales 2019 (k$)` holds A-77|`x`, `A-77\\|'x'`.", quoting) == ()
    assert unsupported_numbers("`Sales 2018 (k$)` holds A-78.", quoting) == ("2018", "78")


def test_terms_and_list_markers_are_no_claims(profile: Profile) -> None:
    assert unsupported_numbers("1. UTF-8 and SHA-256\n2) the F1 and R2 scores\n", profile) == ()


NASTY = st.text(
    st.sampled_from(list("ab019 .,%-|`*_<>&[]{}\\'\"\n\t사고é\u202e$")), min_size=1, max_size=12
) | st.sampled_from(["{{ 7*7 }}", "<b>5</b>", "1,234", "50%", "a|3|b", "x" * 90 + "1" * 20])
COUNT = st.integers(0, 5000)
FINITE = st.floats(-1e9, 1e9, allow_nan=False) | st.floats(-1, 1, allow_nan=False)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    rows = draw(st.integers(1, 10_000))
    names = draw(st.lists(NASTY, min_size=1, max_size=4, unique=True))
    columns = tuple(draw(columns_named(name, place, rows)) for place, name in enumerate(names))
    strength = st.none() | st.floats(0, 1)
    target = TargetProfile(
        name=names[0],
        task="binary",
        why_task=draw(NASTY),
        missing=draw(st.integers(0, rows)),
        classes=tuple(Value(value=draw(NASTY), count=draw(st.integers(0, rows))) for _ in range(2)),
        links=tuple(Link(column=name, strength=draw(strength), missing_strength=draw(strength)) for name in names),
    )
    return Profile(
        source=Source(path=f"/data/{draw(NASTY)}.csv", sha256=HASH, bytes=1),
        rows=rows,
        columns=columns,
        duplicate_rows=draw(st.integers(0, rows)),
        figures=Figures(
            sampled_rows=draw(st.integers(0, rows)),
            exact=("rows", "missing"),
            approximate=draw(st.sampled_from([(), ("distinct",)])),
            sampled=draw(st.sampled_from([(), ("quartiles", "skew")])),
            distinct_error=draw(st.none() | st.floats(1e-4, 1)),
            quantile_error=draw(st.none() | st.floats(1e-4, 1)),
        ),
        findings=(
            found("known_after_outcome", draw(NASTY), (names[0],), sure=draw(st.booleans())),
            *(found("high_missing", draw(NASTY), (name,)) for name in names * 2),
            found("duplicate_column", draw(NASTY), (names[0],), sure=True, of=names[-1]),
        ),
        pictures=draw(pictures_of(names)),
        target_candidates=(TargetCandidate(name=names[0], score=draw(st.floats(0, 1)), reasons=(draw(NASTY),)),),
        goal=draw(NASTY),
        target=draw(st.none() | st.just(target)),
    )


@st.composite
def pictures_of(draw: st.DrawFn, names: list[str]) -> Pictures:
    bins = draw(st.lists(NASTY, min_size=1, max_size=3))
    counts = tuple(tuple(draw(st.integers(0, 900)) for _ in bins) for _ in range(2))
    parted = Distribution(column=names[0], bins=tuple(bins), by=(draw(NASTY), draw(NASTY)), counts=counts)
    times = Coverage(column=names[-1], start=draw(NASTY), end=draw(NASTY), counts=(draw(COUNT), draw(COUNT)))
    below = tuple(tuple(round(draw(st.floats(-1, 1)), 2) for _ in range(at)) for at in range(len(names)))
    gaps = tuple((draw(st.integers(0, 100)), 3) for _ in names)
    return Pictures(
        by_target=(parted,),
        missing=MissingMap(columns=tuple(names), percent=gaps),
        correlations=Correlations(columns=tuple(names), below=below),
        coverage=(times,),
        series=draw(st.none() | series_of(names)),
    )


@st.composite
def series_of(draw: st.DrawFn, names: list[str]) -> Series:
    means = draw(st.lists(st.none() | st.integers(-9000, 9000) | FINITE, max_size=6))
    return Series(column=names[0], time=names[-1], start=draw(NASTY), end=draw(NASTY), means=tuple(means))


@st.composite
def columns_named(draw: st.DrawFn, name: str, position: int, rows: int) -> Column:
    missing = draw(st.integers(0, rows))
    stats = {key: draw(st.none() | FINITE) for key in ("min", "max", "mean", "sd", "median", "q25", "q75", "skew")}
    number = NumberStats(**stats, zeros=draw(st.integers(0, rows)), integer=False)
    kind = draw(st.sampled_from(["number", "category", "date", "text", "empty"]))
    return Column(
        name=name,
        position=position,
        kind=kind,
        missing=missing,
        missing_share=missing / rows,
        distinct=draw(COUNT),
        unit=draw(st.none() | NASTY),
        number=number if kind == "number" else None,
        top=tuple(Value(value=draw(NASTY), count=draw(st.integers(0, rows))) for _ in range(3)),
        longest=draw(COUNT),
        earliest=draw(st.none() | NASTY),
        latest=draw(st.none() | NASTY),
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(profiles())
def test_the_eda_report_never_states_a_number_of_its_own(profile: Profile) -> None:
    assert unsupported_numbers(eda_markdown(profile), profile) == ()
    assert unsupported_numbers(visible_text(eda_html(profile)), profile) == ()


def test_labels_titles_and_counts_of_pictures_are_checked() -> None:
    paper = pictured(profile_of(table()))
    page = eda_html(paper)

    assert unsupported_numbers(visible_text(page), paper) == ()
    assert "-0.73" in visible_text(page)
    assert "up to 44 rows" in visible_text(page)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (">-0.73</text>", ">-0.79</text>"),
        ("up to 44 rows", "up to 45 rows"),
        ("<title>44 rows</title>", "<title>46 rows</title>"),
        (">2021-04</text>", ">2023-04</text>"),
        (": -0.73</title>", ": -0.12</title>"),
    ],
)
def test_a_number_injected_into_a_picture_is_reported(true: str, false: str) -> None:
    paper = pictured(profile_of(table()))
    page = eda_html(paper)

    assert true in page
    assert unsupported_numbers(visible_text(page.replace(true, false)), paper) != ()


def test_a_hash_may_be_quoted_whole_but_vouches_for_no_digits(profile: Profile) -> None:
    assert unsupported_numbers(f"SHA-256 {profile.source.sha256}", profile) == ()
    assert unsupported_numbers(f"SHA-256 {profile.source.sha256[:40]}", profile) != ()


def test_visible_text_leaves_out_style_and_markup_and_keeps_titles() -> None:
    page = (
        '<style>a{width:77px}</style><p style="width: 66%">five<b>6</b></p><i title="seven"></i><svg aria-label="9"/>'
    )

    assert visible_text(page).split() == ["five6", "seven", "9"]


def test_a_share_that_rounds_to_one_digit_still_shows_two() -> None:
    assert (share(2 / 2837), share(0.0005), share(0.5)) == ("0.070%", "0.050%", "50%")
