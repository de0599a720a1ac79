"""States of parts merge into the profile of the whole."""

import os
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlwright.errors import PaperError, TableError, TargetError
from mlwright.profiling import ReadOptions, parts, profile_table
from mlwright.profiling.parts import measuring, merging
from mlwright.specs import Column, Profile
from tests.profiling.splitting import merged_as_tree, split_csv

TABLES = os.environ.get("MLWRIGHT_TABLES")
_PLAIN = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EXACT = ("min", "max", "mean", "sd", "zeros", "integer")


@st.composite
def tables(draw):
    """A CSV of 40 to 120 rows with numbers, codes, dates, words and blanks, and where it is cut."""
    drawn = random.Random(draw(st.integers(0, 10**6)))
    rows = draw(st.integers(40, 120))
    columns = {
        "number": lambda at: str(drawn.choice([-999, drawn.randint(0, 50), drawn.randint(0, 50)])),
        "amount": lambda at: f"{drawn.gauss(1e4, 300):.3f}" if drawn.random() > 0.1 else "",
        "large": lambda at: repr(drawn.lognormvariate(3, 4)),
        "moment": lambda at: f"2024-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
        "word": lambda at: drawn.choice(["red", "green", "blue", "N/A", ""]),
        "code": lambda at: f"k{drawn.randint(0, 10**6)}",
        "index": lambda at: str(at + 1),
        "mixed": lambda at: drawn.choice(["7", "8.5", "?", "none", "9", "12"]),
        "blank": lambda at: "",
    }
    chosen = draw(st.lists(st.sampled_from(sorted(columns)), min_size=2, max_size=6, unique=True))
    lines = [",".join(chosen), *(",".join(columns[name](at) for name in chosen) for at in range(rows))]
    cuts = draw(st.lists(st.integers(1, rows - 1), max_size=5, unique=True))
    return "".join(f"{line}\n" for line in lines), cuts


def _exact(column: Column) -> dict[str, object]:
    number = {name: getattr(column.number, name) for name in EXACT} if column.number else None
    return {
        **column.model_dump(include={"name", "kind", "missing", "longest", "earliest", "latest", "unit"}),
        "codes": sorted(column.missing_codes),
        "number": number,
    }


def _apart(whole: Profile, merged: Profile) -> list[tuple[object, object]]:
    """Exact figures in which two profiles differ."""
    out: list[tuple[object, object]] = []
    for one, other in zip(whole.columns, merged.columns, strict=True):
        left, right = _exact(one), _exact(other)
        for name in ("mean", "sd"):
            if one.number and other.number and left["number"][name] is not None:
                right["number"][name] = pytest.approx(right["number"][name], rel=1e-11, abs=1e-11)
        if left != right:
            out.append((left, right))
    return out


@_PLAIN
@given(tables(), st.integers(0, 10**6))
def test_parts_in_any_order_and_grouping_give_the_profile_of_their_folder(tmp_path_factory, table, seed):
    text, cuts = table
    folder = tmp_path_factory.mktemp("parts") / "t"
    paths = split_csv(text, cuts, folder)
    states = [parts.state_of(path) for path in paths]
    merged = merged_as_tree(states, seed)
    whole = profile_table([folder] if len(paths) > 1 else paths[0])

    assert parts.state_bytes(parts.merge_states(states)) == parts.state_bytes(merged)
    assert whole == parts.profile_of(merged)


@_PLAIN
@given(tables(), st.integers(0, 10**6))
def test_figures_are_exact_however_small_the_sample_and_the_tallies(tmp_path_factory, table, seed):
    text, cuts = table
    folder = tmp_path_factory.mktemp("parts") / "t"
    paths = split_csv(text, cuts, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "MOST_LEVELS", 8)
        patch.setattr(merging, "MOST_LEVELS", 8)
        states = [parts.state_of(path, limit=39) for path in paths]
        merged = merged_as_tree(states, seed)

        assert parts.state_bytes(parts.merge_states(states)) == parts.state_bytes(merged)
    found = parts.profile_of(merged)
    whole = profile_table([folder] if len(paths) > 1 else paths[0])
    # a column that some part cannot read as the others do is said to differ
    differ = {name for item in found.findings if item.name == "parts_differ" for name in item.columns}
    told = [pair for pair in _apart(whole, found) if pair[0]["name"] not in differ]

    assert whole.rows == found.rows
    assert told == []


def test_a_changed_cell_is_seen(tmp_path):
    """A negative control of the comparison above."""
    text = "a,b\n" + "".join(f"{at * 1.5},{at % 3}\n" for at in range(60))
    one = profile_table(split_csv(text, [], tmp_path / "one")[0])
    other = profile_table(split_csv(text.replace("43.5", "43.6"), [], tmp_path / "other")[0])

    assert [pair[0]["name"] for pair in _apart(one, other)] == ["a"]


@pytest.mark.skipif(TABLES is None, reason="MLWRIGHT_TABLES names no folder of real tables")
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("german_credit/credit.csv", None),
        ("titanic/titanic3.csv", "survived"),
        ("wine_white/winequality-white.csv", "quality"),
        ("penguins_raw/penguins_raw.csv", "Species"),
        ("telco_churn/Telco-Customer-Churn.csv", "Churn"),
    ],
)
def test_a_real_table_in_parts_has_the_findings_of_the_whole(tmp_path, name, target):
    text = (Path(str(TABLES)) / name).read_bytes().decode()
    rows = text.count("\n") - 1
    paths = split_csv(text, [rows // 5, rows // 2, rows - 40], tmp_path / "t")
    whole = profile_table([tmp_path / "t"], target=target)

    assert whole == parts.profile_of(merged_as_tree([parts.state_of(path) for path in paths], 3), target=target)


def test_a_state_holds_no_more_rows_than_its_sample_and_the_same_ones_always(tmp_path):
    paths = split_csv("a,b\n" + "".join(f"{at},{at % 7}\n" for at in range(900)), [200, 500], tmp_path / "t")
    states = [parts.state_of(path, limit=100) for path in paths]
    merged = merged_as_tree(states, 1)
    drawn = [int((merged.sample.parts == at).sum()) for at in range(3)]

    assert len(merged.sample.rows) == 100
    # 22, 33 and 44 rows of a hundred are expected
    assert all(abs(count - share) < 20 for count, share in zip(drawn, (22, 33, 44), strict=True))
    assert parts.state_bytes(states[0]) == parts.state_bytes(parts.state_of(paths[0], limit=100))


def test_a_part_that_stands_in_two_states_is_refused(tmp_path):
    state = parts.state_of(split_csv("a,b\n1,2\n3,4\n", [], tmp_path / "t")[0])
    with pytest.raises(PaperError, match="stands in two"):
        parts.merge_states([state, state])


def test_nothing_to_merge_is_refused():
    with pytest.raises(PaperError, match="no state"):
        parts.merge_states([])


def test_too_few_rows_in_all_parts_are_refused(tmp_path):
    states = [parts.state_of(path) for path in split_csv("a,b\n1,2\n3,4\n5,6\n", [1], tmp_path / "t")]
    with pytest.raises(TableError, match="too few"):
        parts.profile_of(parts.merge_states(states))


def test_an_unknown_target_is_refused(tmp_path):
    paths = split_csv("a,b\n" + "".join(f"{at},{at % 2}\n" for at in range(40)), [20], tmp_path / "t")
    merged = parts.merge_states([parts.state_of(path) for path in paths])
    with pytest.raises(TargetError):
        parts.profile_of(merged, target="price")


def _few_levels(patch: pytest.MonkeyPatch) -> None:
    for module in (measuring, merging):
        patch.setattr(module, "MOST_LEVELS", 8)


def _merged(texts: list[str], folder: Path, limit: int = 60) -> Profile:
    paths = []
    for at, text in enumerate(texts):
        paths.append(folder / f"{at}.csv")
        paths[-1].write_text(text)
    return parts.profile_of(parts.merge_states([parts.state_of(path, limit=limit) for path in paths]))


def _differing(paper: Profile) -> list[tuple[tuple[str, ...], str]]:
    return [(item.columns, item.evidence) for item in paper.findings if item.name == "parts_differ"]


def test_a_code_for_missing_that_one_part_alone_shows_is_missing_in_all(tmp_path, monkeypatch):
    _few_levels(monkeypatch)
    often = "a,b\n" + "".join(f"{-999 if at % 5 == 0 else at + 0.5},{at}\n" for at in range(200))
    once = "a,b\n" + "".join(f"{-999 if at == 7 else at + 0.25},{at}\n" for at in range(200))
    column = _merged([often, once], tmp_path, limit=120).column("a")

    assert (column.missing, column.missing_codes, column.number.min) == (41, ("-999",), 0.25)


def test_words_in_one_part_alone_are_told_by_its_name(tmp_path, monkeypatch):
    _few_levels(monkeypatch)
    numbers = "a,b\n" + "".join(f"{at * 1.5},{at}\n" for at in range(200))
    words = "a,b\n" + "".join(f"w{at},{at}\n" for at in range(200))
    paper = _merged([numbers, words], tmp_path)
    ((columns, evidence),) = _differing(paper)

    assert columns == ("a",)
    assert "numbers in '0.csv'" in evidence
    assert "words in '1.csv'" in evidence
    assert (
        paper.column("a").kind,
        paper.column("a").missing,
        paper.column("a").distinct_is,
    ) == ("category", 0, "approximate")


def test_a_part_that_took_the_day_for_the_month_is_told(tmp_path, monkeypatch):
    _few_levels(monkeypatch)
    early = "a,b\n" + "".join(f"0{at % 9 + 1}/0{at % 7 + 1}/2024,{at}\n" for at in range(120))
    late = "a,b\n" + "".join(f"{at % 15 + 13}/0{at % 7 + 1}/2024,{at}\n" for at in range(120))
    paper = _merged([early, late], tmp_path, limit=100)
    ((columns, evidence),) = _differing(paper)

    assert (paper.column("a").kind, paper.column("a").date_format) == ("date", "%d/%m/%Y")
    assert columns == ("a",)
    assert "%m/%d/%Y (or %d/%m/%Y) in '0.csv'" in evidence


def test_columns_are_matched_by_name_and_lacking_ones_are_told(tmp_path):
    one = "a,b,c\n" + "".join(f"{at},{at % 3},x{at % 2}\n" for at in range(60))
    other = "b,a\n" + "".join(f"{at % 3},{at + 60}\n" for at in range(60))
    paper = _merged([one, other], tmp_path, limit=500)

    assert _differing(paper) == [(("c",), "no such column in '1.csv'; its rows there count as missing")]
    assert (paper.column("a").number.max, paper.column("a").missing) == (119.0, 0)
    assert paper.column("c").missing == 60


def test_copies_across_parts_are_not_called_exact(tmp_path, monkeypatch):
    text = "a,b\n" + "".join(f"{at // 2 * 1.25},k{at // 2}\n" for at in range(200))
    paper = _merged([text, text + "1,2\n"], tmp_path, limit=50)
    (copies,) = (item.evidence for item in paper.findings if item.name == "duplicate_rows")

    assert paper.duplicate_rows == 200
    assert copies.startswith("within parts, so at least: 200 of 401 rows")
    assert "duplicate_rows within parts" in paper.figures.exact
    assert "duplicate_rows" not in paper.figures.exact


def test_a_count_over_all_parts_and_their_order_in_time_are_seen_beyond_the_sample(tmp_path, monkeypatch):
    _few_levels(monkeypatch)
    rows = [f"{at + 1},2024-01-{at // 24 + 1:02} {at % 24:02}:00:00,{at * 37 % 101}\n" for at in range(600)]
    texts = ["index,moment,a\n" + "".join(rows[low:high]) for low, high in pairwise((0, 150, 400, 600))]
    paper = _merged(texts, tmp_path, limit=50)
    hints = {(hint.column, hint.code) for hint in paper.hints if hint.sure}

    assert {("index", "counter"), ("moment", "time")} <= hints
    assert paper.time_ordered_by == "moment"
    assert "frequency" in {item.name for item in paper.findings}


def test_a_single_step_back_beyond_the_sample_is_not_lost(tmp_path, monkeypatch):
    _few_levels(monkeypatch)
    rows = [f"2024-01-{at // 24 + 1:02} {at % 24:02}:00:00,{at * 37 % 101}\n" for at in range(600)]
    rows[100], rows[101] = rows[101], rows[100]
    paper = _merged(["moment,a\n" + "".join(rows[:300]), "moment,a\n" + "".join(rows[300:])], tmp_path, limit=20)

    assert paper.time_ordered_by is None


def test_a_part_without_rows_adds_nothing(tmp_path):
    text = "a,b\n" + "".join(f"{at},{at % 3}\n" for at in range(60))
    paper = _merged([text, "a,b\n"], tmp_path, limit=500)

    assert (paper.rows, paper.column("a").missing) == (60, 0)


def test_decimal_commas_of_one_part_are_read_as_such(tmp_path):
    comma = "a;b\n" + "".join(f"{at},5;{at}\n" for at in range(60))
    whole = "a;b\n" + "".join(f"{at};{at}\n" for at in range(60))
    column = _merged([comma, whole], tmp_path, limit=500).column("a")

    assert (column.kind, column.number.max, column.missing) == ("number", 59.5, 0)


def test_options_of_reading_reach_the_part(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("1,2\n" * 30)

    assert tuple(column.name for column in parts.state_of(path, options=ReadOptions(header=False)).shared) == (
        "column1",
        "column2",
    )
