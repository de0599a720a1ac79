"""Who is dropped, who stays and how rows are split follows from the profile; the page and the paper agree."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlwright.errors import PaperError
from mlwright.features import check_spec, from_markdown, to_markdown, write_spec
from mlwright.features.calendar import PERIODS, asked_periods, find_period
from mlwright.profiling import profile_table
from mlwright.specs import (
    Column,
    Dropped,
    Feature,
    FeatureSpec,
    Figures,
    Finding,
    Link,
    NumberStats,
    Profile,
    Question,
    Source,
    Split,
    TargetProfile,
    Value,
    found,
)
from mlwright.specs.vocabulary import VOCABULARY

SOURCE = Source(path="table.csv", sha256="0" * 64, bytes=10)
PERIOD = {period.name: period for period in PERIODS}


def number(name: str, distinct: int = 80, integer: bool = False, **more) -> Column:
    stats = NumberStats(min=0, max=9, mean=4, sd=1, median=4, q25=2, q75=6, skew=0, zeros=0, integer=integer)
    return column(name, "number", distinct, number=stats, **more)


def column(name: str, kind: str = "category", distinct: int = 3, **more) -> Column:
    return Column.model_validate(
        {"name": name, "position": 0, "kind": kind, "missing": 0, "missing_share": 0.0, "distinct": distinct} | more
    )


def date(name: str, distinct: int = 100, first: str = "2020-01-01", last: str = "2020-04-09", **more) -> Column:
    return column(name, "date", distinct, earliest=first, latest=last, **({"date_format": "%Y-%m-%d"} | more))


def hint(role: str, name: str, sure: bool = True, of: str | None = None) -> Finding:
    entry = next(entry for entry in VOCABULARY.values() if entry.role == role)
    return found(entry.name, f"looks like {role}", (name,), sure=sure, of=of)


def profile(*columns: Column, task: str = "regression", classes=(), links=(), **more) -> Profile:
    target = TargetProfile.model_validate(
        {
            "name": "y",
            "task": task,
            "why_task": "because",
            "missing": 0,
            "classes": tuple(Value(value=name, count=count) for name, count in classes),
            "links": links,
        }
    )
    values = {
        "source": SOURCE,
        "rows": 1000,
        "duplicate_rows": 0,
        "figures": Figures(sampled_rows=1000),
        "target": target,
    }
    named = [item.name for item in columns]
    answer = () if "y" in named else (column("y") if classes else number("y"),)
    return Profile.model_validate(values | {"columns": (*columns, *answer)} | more)


def dropped(spec: FeatureSpec) -> dict[str, str]:
    return {item.name: item.reason for item in spec.dropped}


def encoded(spec: FeatureSpec) -> dict[str, str]:
    return {item.name: item.encode for item in spec.features}


# dropped columns


@pytest.mark.parametrize("code", ["id", "counter", "group", "constant", "empty", "duplicate", "leak"])
def test_a_sure_hint_drops_a_column_and_an_unsure_one_asks(code):
    sure = write_spec(profile(number("a"), number("b"), findings=(hint(code, "b", of="a"),)))
    unsure = write_spec(profile(number("a"), number("b"), findings=(hint(code, "b", sure=False, of="a"),)))

    assert dropped(sure) == {"b": code}
    assert encoded(unsure) == {"a": "number", "b": "number"}
    assert [item.about for item in unsure.questions] == ["b"]
    assert "By default the column is kept" in unsure.questions[0].text


def test_a_column_with_several_faults_is_dropped_once_for_the_gravest():
    found = write_spec(profile(number("a"), number("b"), findings=(hint("id", "b"), hint("leak", "b"))))

    assert found.dropped == (Dropped(name="b", reason="leak", why="looks like leak"),)


@pytest.mark.parametrize("copy", [hint("duplicate", "b", of="y"), hint("duplicate", "y", of="b")])
def test_a_copy_of_the_target_is_a_leak_and_the_target_is_never_dropped(copy):
    assert dropped(write_spec(profile(number("a"), number("b"), findings=(copy,)))) == {"b": "leak"}


def test_a_profile_without_a_target_or_without_anything_to_learn_from_is_refused():
    with pytest.raises(PaperError, match="no column is left to learn from"):
        write_spec(profile(number("a"), findings=(hint("id", "a"),)))
    with pytest.raises(PaperError, match="names no target"):
        write_spec(profile(number("a")).model_copy(update={"target": None}))


# features


def test_each_kind_of_column_gets_its_encoding():
    found = write_spec(
        profile(
            number("length"),
            date("sold"),
            column("notes", "text", 900),
            column("colour", distinct=30),
            column("town", distinct=31),
            number("MS SubClass", distinct=16, integer=True),
            number("zone_id", distinct=31, integer=True),
            number("barcode", distinct=5, integer=True),
        )
    )

    assert encoded(found) == {
        "length": "number",
        "sold": "date_parts",
        "notes": "text",
        "colour": "levels",
        "town": "many_levels",
        "MS SubClass": "levels",
        "zone_id": "number",
        "barcode": "number",
    }
    assert found.features[5].kind == "category"


def test_a_feature_carries_how_it_is_read_and_why_it_is_there():
    price = number("price", unit="km/l", missing_codes=("?",), missing=30, missing_share=0.03)
    found = write_spec(profile(price, links=(Link(column="price", strength=0.312, missing_strength=0.0),)))

    assert found.features == (
        Feature(
            name="price",
            kind="number",
            encode="number",
            why="strength 0.31 alone; 3 % missing; no sign in the table that it leaks",
            unit="km/l",
            missing_codes=("?",),
        ),
    )


def test_an_unsure_leak_is_told_at_the_feature():
    found = write_spec(profile(number("a"), findings=(hint("leak", "a", sure=False),)))

    assert "could hold the answer" in found.features[0].why


# splits


def test_a_goal_about_new_ones_splits_by_group_even_when_the_group_is_not_sure():
    goal = "Predict the score of patients never seen before."
    found = write_spec(
        profile(number("a"), number("subject#", 42, True), findings=(hint("group", "subject#", sure=False),), goal=goal)
    )

    assert (found.split.strategy, found.split.column, found.split.folds) == ("group", "subject#", 5)
    assert "'never seen before'" in found.split.reason
    assert dropped(found) == {"subject#": "group"}
    assert found.questions == ()


def test_a_new_york_taxi_is_not_a_new_taxi():
    found = write_spec(
        profile(
            number("a"), number("taxi", 42), findings=(hint("group", "taxi", sure=False),), goal="Taxis in New York"
        )
    )

    assert found.split.strategy == "random"


def test_rows_in_order_of_time_split_by_time_before_groups():
    found = write_spec(
        profile(
            number("a"),
            number("shop", 40),
            date("day"),
            findings=(hint("group", "shop"), hint("time", "day")),
            time_ordered_by="day",
        )
    )

    assert (found.split.strategy, found.split.column, found.split.date_format) == ("time", "day", "%Y-%m-%d")
    assert (found.split.test_size, found.split.folds) == (0.2, 5)
    assert encoded(found)["day"] == "date_parts"
    assert "only its seasonal parts" in found.features[-1].why


def test_dates_without_order_split_by_time_only_when_the_goal_looks_ahead():
    columns = (number("a"), date("sold"))

    assert write_spec(profile(*columns, goal="Predict the price")).split.strategy == "random"
    ahead = write_spec(profile(*columns, goal="Predict prices for the coming weeks"))
    assert (ahead.split.strategy, ahead.split.column) == ("time", "sold")
    assert "'coming'" in ahead.split.reason


def test_a_date_that_leaks_or_is_mostly_missing_orders_nothing():
    goal = "Predict prices for the coming weeks"
    leak = write_spec(profile(number("a"), date("closed"), findings=(hint("leak", "closed"),), goal=goal))
    sparse = write_spec(profile(number("a"), date("closed", missing=500, missing_share=0.5), goal=goal))

    assert (leak.split.strategy, sparse.split.strategy) == ("random", "random")


def test_a_sure_group_splits_by_group_and_asks_whether_new_ones_will_come():
    found = write_spec(profile(number("a"), column("bird", distinct=6), findings=(hint("group", "bird"),)))

    assert (found.split.strategy, found.split.column, found.split.folds) == ("group", "bird", 4)
    assert any("never seen in training" in item.text for item in found.questions)


def test_copied_rows_stay_together():
    found = write_spec(profile(number("a"), duplicate_rows=7, task="binary", classes=(("0", 500), ("1", 500))))

    assert found.split.strategy == "duplicates"
    assert found.split.reason.startswith("7 rows are exact copies")


def test_classes_are_drawn_in_proportion_and_numbers_at_random():
    two = write_spec(profile(number("a"), task="binary", classes=(("no", 300), ("yes", 700))))

    assert (two.split.strategy, two.classes) == ("stratified", ("yes", "no"))
    assert write_spec(profile(number("a"))).split.strategy == "random"


@pytest.mark.parametrize(("rarest", "folds"), [(100, 5), (5, 3), (3, 2), (1, 2)])
def test_there_are_never_more_folds_than_the_rarest_class_allows(rarest, folds):
    assert write_spec(profile(number("a"), task="binary", classes=(("0", 800), ("1", rarest)))).split.folds == folds


def test_large_tables_have_three_folds():
    assert write_spec(profile(number("a"), rows=10_001)).split.folds == 3


def test_a_monthly_series_is_forecast_as_far_as_the_goal_asks():
    month = date("Month", 144, "1949-01", "1960-12", date_format="%Y-%m")
    found = write_spec(profile(month, rows=144, task="forecasting", goal="Forecast passengers for the next 24 months."))

    assert (found.split.strategy, found.split.column) == ("forecast", "Month")
    assert (found.split.horizon, found.split.season, found.split.folds) == (24, 12, 4)
    assert encoded(found) == {"Month": "date_parts"}


@pytest.mark.parametrize(
    ("task", "about"),
    [
        ("forecasting", {"outliers"}),
        ("regression", {"missing", "outliers", "correlated"}),
        ("binary", {"label_noise", "imbalance", "missing", "outliers", "correlated"}),
    ],
)
def test_only_troubles_that_the_task_can_have_are_chosen_about(task, about):
    month = date("Month", 144, "1949-01", "1960-12", date_format="%Y-%m")
    columns = (month,) if task == "forecasting" else (number("a"),)
    found = write_spec(profile(*columns, rows=144, task=task)).choices

    assert {choice.about for choice in found} == about
    assert task != "forecasting" or "trees" not in found[0].choice


def test_the_page_names_the_command_that_checks_an_edit():
    assert "run `mlwright spec WORKSPACE`" in to_markdown(write_spec(profile(number("a"))))


def test_what_a_forecast_cannot_know_ahead_is_left_out_and_asked_about():
    found = write_spec(profile(date("day"), number("rain"), rows=100, task="forecasting"))

    assert dropped(found) == {"rain": "time"}
    assert (found.split.horizon, found.split.season) == (7, 7)
    assert "known for the periods to forecast" in found.questions[-1].text


def test_the_dates_of_a_series_are_kept_even_when_they_look_like_an_id():
    found = write_spec(profile(date("day"), rows=100, task="forecasting", findings=(hint("id", "day"),)))

    assert encoded(found) == {"day": "date_parts"}


def test_a_series_of_unknown_spacing_forecasts_a_tenth_but_leaves_room_for_folds():
    odd = date("when", 100, "2020-01-01", "2020-12-31")
    far = profile(odd, rows=100, task="forecasting", goal="the next 90 periods")

    assert write_spec(profile(odd, rows=100, task="forecasting")).split.horizon == 10
    assert write_spec(far).split.horizon == 25


@pytest.mark.parametrize(
    ("goal", "period", "expected"),
    [
        ("for the next 24 months", "monthly", 24),
        ("coming 2 weeks", "daily", 14),
        ("the coming two weeks", "hourly", 336),
        ("next twenty-four hours", "hourly", 24),
        ("for the next year", "monthly", 12),
        ("the next 2 years", "weekly", 104),
        ("a 6-month forecast", "monthly", 6),
        ("sales three quarters ahead", "quarterly", 3),
        ("next month of trading", "daily on business days", 22),
        ("how many tomorrow", "hourly", 24),
        ("the next dozen periods", None, 12),
        ("from the last 5 years predict the next 6 months", "monthly", 6),
        ("from the last 5 years, forecast sales", "monthly", None),
        ("for the coming weeks", "daily", None),
        ("the monthly number of passengers", "monthly", None),
        ("next 3 months", None, None),
        ("next 3 days", "monthly", 1),
    ],
)
def test_a_horizon_in_words_becomes_periods_of_the_series(goal, period, expected):
    assert asked_periods(goal, PERIOD.get(period)) == expected


@pytest.mark.parametrize(
    ("first", "last", "dates", "name", "season"),
    [
        ("1949-01", "1960-12", 144, "monthly", 12),
        ("2020-01-01", "2022-10-01", 12, "quarterly", 4),
        ("2020-01-06", "2020-12-28", 52, "weekly", 52),
        ("2020-01-01", "2020-04-09", 100, "daily", 7),
        ("2020-01-01T00:00:00+09:00", "2020-01-04T23:00:00+09:00", 96, "hourly", 24),
        ("1990", "2020", 31, "yearly", 1),
        ("2020-01-01", "2020-12-31", 262, "daily on business days", 5),
    ],
)
def test_the_step_of_a_series_follows_from_its_dates(first, last, dates, name, season):
    found = find_period(date("d", dates, first, last, date_format=None), dates)

    assert (found.name, found.season) == (name, season)


@pytest.mark.parametrize(("first", "last"), [(None, None), ("soon", "later"), ("2020-01-01", "2020-01-01")])
def test_dates_that_tell_no_step_give_none(first, last):
    assert find_period(date("d", 50, first, last), 50) is None


# questions


def test_warnings_that_a_person_must_settle_become_questions_and_others_do_not():
    findings = (
        found("ambiguous_date", "a could be day first", ("a",)),
        found("ambiguous_date", "fine", ("a",), severity="info"),
        found("high_missing", "a is skewed", ("a",)),
    )
    spec = write_spec(profile(number("a"), findings=findings))

    told = "a could be day first. Is that read rightly? By default it is left as read."
    assert [("a", told)] == [(question.about, question.text) for question in spec.questions]
    assert "`date_format`" in spec.questions[0].change


def test_grades_could_be_amounts_and_rare_ones_are_told():
    grades = number("y", 3, integer=True)
    found = write_spec(profile(number("a"), grades, task="multiclass", classes=(("6", 500), ("5", 495), ("9", 5))))

    assert "By default they are read as classes" in found.questions[0].text
    assert "1 of 3 classes have fewer than 10 rows ('9' with 5)" in found.questions[1].text


# the page

NASTY = [
    "a|b",
    "x\n---\ny",
    "`code`",
    "<script>alert(1)</script>",
    "---",
    "'\"",
    "\x85\u2028",
    "[a](http://b)",
    "\\|",
    "",
]


def spec_named(*names: str) -> FeatureSpec:
    return FeatureSpec(
        goal=names[0],
        target=names[-1],
        task="binary",
        classes=("Yes", "1"),
        positive=names[0],
        source=SOURCE,
        rows=3,
        features=tuple(
            Feature(name=name, kind="text", encode="text", why=name, missing_codes=(name,)) for name in names
        ),
        dropped=tuple(Dropped(name=name, reason="user", why=name) for name in names),
        questions=tuple(Question(about=name, text=name) for name in names),
        split=Split(strategy="group", reason=names[0], column=names[0], date_format=names[0]),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=30) | st.sampled_from(NASTY), min_size=1, max_size=3))
def test_any_text_survives_the_page(names):
    spec = spec_named(*names)

    assert from_markdown(to_markdown(spec)) == spec


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=30) | st.sampled_from(NASTY))
def test_no_name_breaks_the_tables_or_brings_markup(name):
    page = to_markdown(spec_named(name)).split("\n---\n", 1)[1]
    plain = to_markdown(spec_named("plain")).split("\n---\n", 1)[1]

    def bars(text: str) -> list[int]:
        return [line.replace("\\\\", "").replace("\\|", "").count("|") for line in text.split("\n")]

    assert bars(plain) == bars(page)
    assert "<" not in page
    assert page.count("\n#") == plain.count("\n#")


def test_a_page_edited_with_windows_line_ends_is_read_alike():
    spec = spec_named("a", "b")

    assert from_markdown("\ufeff" + to_markdown(spec).replace("\n", "\r\n")) == spec


def test_the_prose_is_for_people_and_not_read_back():
    spec = write_spec(profile(number("a"), number("b"), findings=(hint("id", "b"),)))
    page = to_markdown(spec)

    for heading in ("## Features (1)", "## Left out (1)", "## Questions (0)", "## Split", "## How to change it"):
        assert heading in page
    assert from_markdown(page.replace("## Split", "## Something else\n\nfeatures: []")) == spec


def edited(old: str, new: str) -> str:
    page = to_markdown(write_spec(profile(number("a"), number("b"), task="binary", classes=(("0", 500), ("1", 500)))))
    assert old in page
    return page.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# just prose", "no front matter"),
        ("---\na: [1\n---\n", "not valid YAML: line"),
        ("---\n- a\n---\n", "expected fields and values"),
        ("---\n---\n", "expected fields and values"),
        ("---\nrows: 2020-13-45\n---\n", "not valid YAML"),
        (edited("encode: number", "encode: one_hot"), r"'features.0.encode' \(column 'a'\): found 'one_hot'"),
        (edited("encode: number", "encoding: number"), "'features.0.encode'.*missing, but required"),
        (edited("test_size: 0.25", "testsize: 0.25"), "'split.testsize': unknown field; did you mean 'test_size'"),
        (edited("rows: 1000", "rows: 1000\nextra: 1"), "'extra': unknown field; known are"),
        (edited("positive: null", "positive: 1"), "found '1', expected text; write it in quotes"),
        (edited("dropped: []", "dropped: []\ndropped: []"), "'dropped' is given twice"),
        ("---\na: &a [x]\n---\n", r"line 2: an anchor \(&\) or alias \(\*\), which no paper of ours has"),
        ("---\na: *a\n---\n", r"line 2: an anchor \(&\) or alias"),
    ],
)
def test_a_broken_page_is_refused_by_the_field(text, message):
    with pytest.raises(PaperError, match=message):
        from_markdown(text)


# a hand-edited spec against the table

TABLE = profile(number("a"), number("b"), date("day"), task="binary", classes=(("0", 500), ("1", 500)))
SPEC = write_spec(TABLE)


def test_a_written_spec_and_one_with_fewer_features_fit_the_table():
    check_spec(SPEC, TABLE)
    check_spec(SPEC.model_copy(update={"features": SPEC.features[:1]}), TABLE)


def test_a_dropped_column_may_be_moved_into_the_features():
    table = profile(number("a"), number("b"), findings=(hint("leak", "b"),))
    spec = write_spec(table)
    b = spec.features[0].model_copy(update={"name": "b"})

    check_spec(spec.model_copy(update={"features": (*spec.features, b), "dropped": ()}), table)


def split_of(**changes) -> dict:
    return {"split": SPEC.split.model_copy(update=changes)}


def feature(**changes) -> dict:
    return {"features": (*SPEC.features, SPEC.features[0].model_copy(update=changes))}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (feature(name="dayy"), "features: the table has no column 'dayy'\nthe nearest name is 'day'"),
        ({"target": "z"}, "target: the table has no column 'z'"),
        ({"dropped": (Dropped(name="A", reason="user", why=""),)}, "dropped: the table has no column 'A'"),
        (split_of(strategy="group", column="dax"), "split.column: the table has no column 'dax'"),
        ({"dropped": (Dropped(name="a", reason="user", why=""),)}, "'a' stands in features and in dropped"),
        (feature(name="y"), "the target 'y' is also a feature"),
        (feature(name="b"), "'b' stands 2 times in features"),
        ({"features": ()}, "no feature is left"),
        ({"classes": ("0",)}, "task binary with 1 classes"),
        ({"classes": ("0", "0")}, "holds a label twice"),
        ({"positive": "yes"}, "positive 'yes' is not among the classes"),
        (split_of(strategy="group"), "split strategy group names no column"),
        (split_of(strategy="group", column="y"), "split.column is the target"),
        (split_of(strategy="time", column="a"), "split.column 'a' holds no dates"),
        (split_of(strategy="forecast", column="day"), "task binary with split strategy forecast"),
        (split_of(test_size=25.0), "split.test_size is 25.0"),
        (split_of(folds=1), "split.folds is 1"),
        ({"features": (SPEC.features[0].model_copy(update={"encode": "date_parts"}),)}, "holds no dates"),
        (split_of(strategy="forecast", column="day", horizon=0) | {"task": "forecasting"}, "split.horizon is 0"),
    ],
)
def test_a_spec_that_contradicts_the_table_is_refused(changes, message):
    with pytest.raises(PaperError) as caught:
        check_spec(SPEC.model_copy(update=changes), TABLE)

    assert message in str(caught.value)


# the real tables

TABLES = os.environ.get("MLWRIGHT_TABLES")
COMING_WEEKS = (
    "Predict the hourly number of bike rentals (cnt) for the coming weeks from calendar and weather forecasts."
)
NEVER_SEEN = "Predict the total UPDRS score of patients never seen before, from their voice measures."


@pytest.mark.skipif(TABLES is None, reason="MLWRIGHT_TABLES names no folder of real tables")
@pytest.mark.parametrize(
    ("table", "target", "goal", "split", "out"),
    [
        ("air_passengers/airline-passengers.csv", "Passengers", "for the next 24 months", ("forecast", "Month"), {}),
        (
            "bike_hour/bike_sharing.csv",
            "cnt",
            COMING_WEEKS,
            ("time", "dteday"),
            {"instant": "counter", "casual": "leak", "registered": "leak"},
        ),
        (
            "parkinsons/parkinsons_updrs.data",
            "total_UPDRS",
            NEVER_SEEN,
            ("group", "subject#"),
            {"subject#": "group", "motor_UPDRS": "leak"},
        ),
        (
            "penguins_raw/penguins_raw.csv",
            "Species",
            "Predict the penguin species from the field measurements.",
            ("group", "Individual ID"),
            {"Sample Number": "counter", "Region": "constant", "Stage": "constant", "Individual ID": "group"},
        ),
        ("wine_white/winequality-white.csv", "quality", "Predict the quality grade", ("duplicates", None), {}),
        ("silver_kr/silver_simple.csv", "사고발생여부", "", ("duplicates", None), {}),
        ("ames_housing/AmesHousing2.csv", "SalePrice", "", ("random", None), {"Order": "counter", "PID": "id"}),
        ("auto_mpg/auto-mpg.csv", "mpg", "", ("random", None), {}),
        ("german_credit/credit.csv", "default", "", ("stratified", None), {}),
        ("telco_churn/Telco-Customer-Churn.csv", "Churn", "", ("stratified", None), {"customerID": "id"}),
        ("titanic/titanic3.csv", "survived", "", ("stratified", None), {"boat": "leak", "body": "leak"}),
    ],
)
def test_real_tables_are_split_as_their_rows_demand(table, target, goal, split, out):
    measured = profile_table(Path(str(TABLES)) / table, target=target, goal=goal)
    found = write_spec(measured)

    assert (found.split.strategy, found.split.column) == split
    assert dropped(found) == out
    check_spec(found, measured)
    assert from_markdown(to_markdown(found)) == found


# what to change for the other answer


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("leak", "delete the entry"),
        ("id", "delete the entry"),
        ("group", "strategy: group"),
        ("time", "strategy: time"),
    ],
)
def test_a_question_names_the_lines_that_the_other_answer_changes(code, named):
    table = profile(number("a"), date("b"), findings=(hint(code, "b", sure=False),))
    (question,) = write_spec(table).questions

    assert named in question.change
    assert "'b'" in question.change
    assert named in to_markdown(write_spec(table)).partition("## Questions")[2]


@pytest.mark.parametrize("code", ["group", "time"])
def test_a_change_of_the_split_that_a_question_names_is_accepted(code):
    table = profile(number("a"), date("b"), findings=(hint(code, "b", sure=False),))
    before = write_spec(table)
    split = before.split.model_copy(
        update={"strategy": code, "column": "b", "date_format": table.column("b").date_format}
    )
    kept = tuple(item for item in before.features if code == "time" or item.name != "b")

    check_spec(before.model_copy(update={"split": split, "features": kept}), table)


@pytest.mark.parametrize(("task", "column"), [("regression", number("b")), ("forecasting", date("b"))])
def test_no_line_is_named_that_would_contradict_the_table(task, column):
    table = profile(date("day"), column, task=task, findings=(hint("time", "b", sure=False),))

    assert all("strategy: time" not in question.change for question in write_spec(table).questions)
