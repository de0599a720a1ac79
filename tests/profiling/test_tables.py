"""The real tables: what their descriptions say is found, and nothing else is called sure."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from mlwright import profiling
from mlwright.specs import Profile

TABLES = os.environ.get("MLWRIGHT_TABLES", "")
pytestmark = pytest.mark.skipif(not TABLES, reason="MLWRIGHT_TABLES names no folder of tables")


@dataclass(frozen=True)
class Known:
    """What is known about a table beyond its description."""

    sure: set[tuple[str, str]] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    time: str | None = None
    flags: set[str] = field(default_factory=set)


KNOWN = {
    "air_passengers": Known({("time", "Month")}, {"Month": "date"}, time="Month"),
    "ames_housing": Known(
        {("counter", "Order"), ("id", "PID")},
        {"MS SubClass": "category", "Year Built": "number", "Lot Frontage": "number"},
        {"Mas Vnr Type": 23, "Alley": 2732, "Lot Frontage": 490, "Bsmt Exposure": 83},
        flags={"skewed", "missing_codes"},
    ),
    "auto_mpg": Known(set(), {"horsepower": "number", "name": "text"}, {"horsepower": 6}, flags={"missing_codes"}),
    "bike_hour": Known(
        {("counter", "instant"), ("time", "dteday"), ("leak", "casual"), ("leak", "registered")},
        {"dteday": "date"},
        time="dteday",
    ),
    "german_credit": Known(set(), {"savings_balance": "category"}, {"savings_balance": 0, "checking_balance": 0}),
    "parkinsons": Known({("group", "subject#"), ("leak", "motor_UPDRS")}),
    "penguins_raw": Known(
        {
            ("counter", "Sample Number"),
            ("group", "Individual ID"),
            ("constant", "Region"),
            ("constant", "Stage"),
        },
        {"Comments": "text", "Date Egg": "date", "Species": "category"},
    ),
    "silver_kr": Known(flags={"duplicate_rows"}),
    "telco_churn": Known({("id", "customerID")}, {"TotalCharges": "number"}, {"TotalCharges": 11}),
    "titanic": Known(
        {("leak", "boat"), ("leak", "body")},
        {"name": "text", "ticket": "category", "cabin": "category", "boat": "category"},
        {"survived": 1, "pclass": 1, "age": 264, "cabin": 1015, "boat": 824, "body": 1189},
        flags={"missing_tells_target", "target_missing"},
    ),
    "wine_white": Known(flags={"duplicate_rows", "could_be_regression", "class_imbalance"}),
}


def _said(about: str, pattern: str) -> str:
    found = re.search(pattern, about)
    assert found is not None, pattern
    return found[1]


@pytest.fixture(scope="module", params=sorted(KNOWN))
def table(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str, Known, Profile]]:
    folder = Path(TABLES) / request.param
    about = (folder / "ABOUT.md").read_text()
    path = folder / _said(about, r"File: `(.*?)`")
    before = profiling.file_sha256(path), path.stat().st_mtime_ns
    paper = profiling.profile_table(
        path, target=_said(about, r"target `(.*?)`"), goal=_said(about, r"would say it: (.*)")
    )
    yield path, about, KNOWN[request.param], paper
    assert before == (profiling.file_sha256(path), path.stat().st_mtime_ns)


Told = tuple[Path, str, Known, Profile]


def test_the_file_is_read_as_described(table: Told) -> None:
    path, about, _, paper = table
    size, separator, encoding = re.search(r'\(([\d,]+) bytes; separator "(.*?)", encoding (\S+?)\)', about).groups()
    rows, columns, copies = re.search(r"Size: ([\d,]+) rows, (\d+) columns; ([\d,]+) exact", about).groups()

    assert paper.source.bytes == int(size.replace(",", "")) == path.stat().st_size
    assert (paper.source.separator, paper.source.encoding) == (separator.replace("\\t", "\t"), encoding)
    assert (paper.rows, len(paper.columns)) == (int(rows.replace(",", "")), int(columns))
    assert paper.duplicate_rows == int(copies.replace(",", ""))


def test_pandas_reads_the_same_cells(table: Told) -> None:
    path, _, _, paper = table
    source = paper.source
    frame = pd.read_csv(path, encoding=source.encoding, sep=source.separator, dtype=str, keep_default_na=False)

    assert profiling.load_text(source).equals(frame)


def test_missing_values_are_counted(table: Told) -> None:
    path, about, known, paper = table
    frame = pd.read_csv(path, encoding=paper.source.encoding, sep=paper.source.separator, low_memory=False)
    expected = {name: int(count) for name, count in frame.isna().sum().items() if name != "Mas Vnr Type"}
    listed = dict(re.findall(r"([^,:]+?) (\d+)(?:,| \.\.\.|$)", _said(about, r"default pandas: (.*)")))

    for name, count in {**expected, **known.missing}.items():
        if count or name in known.missing:
            assert paper.column(name).missing == known.missing.get(name, count)
    assert all(expected.get(name.strip(), int(count)) == int(count) for name, count in listed.items())


def test_the_target_makes_the_described_task(table: Told) -> None:
    _, about, _, paper = table

    assert paper.target is not None
    assert paper.target.task == _said(about, r"Task: (\w+)")
    positive = re.search(r"positive class (\w+)", about)
    assert paper.target.positive == (positive[1] if positive else None)
    if paper.target.classes:
        counts = re.findall(r"([^,;:()]+(?:\([^)]*\))?): ([\d]+)(?=,|$)", re.search(r"Task: .*", about)[0])
        assert sum(item.count for item in paper.target.classes) == paper.rows - paper.target.missing
        assert [item.count for item in paper.target.classes] == [int(count) for _, count in counts]
    else:
        number = paper.column(paper.target.name).number
        low, middle, mean, high = re.search(r"min (\S+), median (\S+), mean (\S+), max (\S+)", about).groups()
        assert number is not None
        assert [number.min, number.median, number.max] == [float(low), float(middle), float(high)]
        assert number.mean == pytest.approx(float(mean), rel=1e-4)


def test_the_target_is_the_first_candidate_for_its_goal(table: Told) -> None:
    _, _, _, paper = table

    assert paper.target is not None
    assert paper.target_candidates[0].name == paper.target.name


def test_sure_hints_are_the_described_ones_and_no_other(table: Told) -> None:
    _, about, known, paper = table
    assert paper.target is not None
    sure = {(hint.code, hint.column) for hint in (*paper.hints, *paper.leaks) if hint.sure}
    leaks = set(re.findall(r"`(.*?)`", _said(about, r"\(leaks\): (.*)")))
    ids = set(re.findall(r"`(.*?)`", _said(about, r"Id columns: (.*)")))

    assert sure == known.sure
    assert {name for code, name in sure if code == "leak"} == leaks
    assert {name for code, name in sure if code in ("id", "counter", "group")} == ids


def test_no_leak_is_asked_about_in_vain(table: Told) -> None:
    _, _, _, paper = table

    assert paper.target is not None
    assert [hint.column for hint in paper.leaks if not hint.sure] == []


def test_kinds_time_order_and_flags(table: Told) -> None:
    _, _, known, paper = table

    assert {name: paper.column(name).kind for name in known.kinds} == known.kinds
    assert paper.time_ordered_by == known.time
    assert known.flags <= {item.name for item in paper.findings}


def test_profiles_round_trip_and_repeat(table: Told) -> None:
    path, _, _, paper = table

    assert Profile.model_validate_json(paper.model_dump_json()) == paper
    assert paper.target is not None
    assert profiling.profile_table(path, target=paper.target.name, goal=paper.goal) == paper
