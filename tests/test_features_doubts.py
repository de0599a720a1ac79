"""What a finding advises and what the spec does about it agree: acted on with a reason, or asked once."""

import pytest

from mlwright.features import check_spec, from_markdown, to_markdown, write_spec
from mlwright.specs import found
from tests.test_features import column, date, dropped, encoded, hint, number, profile


def asked(spec):
    return [(item.about, item.text, item.change) for item in spec.questions]


@pytest.mark.parametrize("kind", ["email", "phone", "account", "card", "national_id"])
def test_what_names_one_person_is_left_out_with_the_reason_and_not_asked_about(kind):
    told = column("c", "category", 400, personal=kind)
    spec = write_spec(profile(number("a"), told, findings=(found(f"pii_{kind}", "c holds some", ("c",)),)))

    assert dropped(spec) == {"c": "id"}
    assert "name one person" in spec.dropped[0].why
    assert asked(spec) == []


@pytest.mark.parametrize("kind", ["person", "street", "birth_date", "address"])
def test_names_and_streets_stay_with_a_question(kind):
    told = column("c", "text", 400, personal=kind)
    spec = write_spec(profile(number("a"), told, findings=(found(f"pii_{kind}", "c holds some", ("c",)),)))

    assert encoded(spec) == {"a": "number", "c": "text"}
    ((about, text, change),) = asked(spec)
    assert about == "c"
    assert "kept, encoded as text" in text
    assert "`name: 'c'`" in change


def test_a_flag_that_is_named_as_a_telephone_is_kept():
    assert encoded(write_spec(profile(column("phone", distinct=2, personal="phone")))) == {"phone": "levels"}


@pytest.mark.parametrize("name", ["missing_tells_target", "known_at_prediction", "suspicious_power", "numeric_codes"])
def test_a_finding_that_only_a_person_can_settle_is_asked_once_with_the_line_to_change(name):
    findings = (found(name, "b looks odd", ("b",)), found(name, "b looks odd", ("b",)))
    spec = write_spec(profile(number("a"), number("b", 4, integer=True), findings=findings))

    ((about, text, change),) = asked(spec)
    assert about == "b"
    assert text.startswith("b looks odd. ")
    assert "By default" in text
    assert "`name: 'b'`" in change
    assert from_markdown(to_markdown(spec)) == spec


def test_whether_a_column_is_known_in_time_is_asked_once_whoever_doubts_it():
    findings = (
        hint("leak", "b", sure=False),
        found("suspicious_power", "b is strong", ("b",)),
        found("known_at_prediction", "b is late", ("b",)),
    )

    assert len(write_spec(profile(number("a"), number("b"), findings=findings)).questions) == 1


def test_nothing_is_asked_about_a_column_that_is_left_out_or_a_code_that_is_read_as_levels():
    findings = (
        hint("id", "gone"),
        found("known_at_prediction", "gone is late", ("gone",)),
        found("numeric_codes", "codes", ("zone_id",)),
    )
    spec = write_spec(profile(number("a"), number("gone"), number("zone_id", 4, integer=True), findings=findings))

    assert asked(spec) == []


def test_the_change_for_codes_is_accepted():
    table = profile(number("a"), number("b", 4, integer=True), findings=(found("numeric_codes", "codes", ("b",)),))
    page = to_markdown(write_spec(table))
    old = "- name: b\n  kind: number\n  encode: number\n"
    assert page.count(old) == 1
    changed = from_markdown(page.replace(old, "- name: b\n  kind: category\n  encode: levels\n"))

    check_spec(changed, table)
    assert encoded(changed) == {"a": "number", "b": "levels"}


@pytest.mark.parametrize("make", [number, date])
def test_codes_for_not_known_are_said_to_be_read_as_missing(make):
    name = "sentinel_date" if make is date else "sentinel_number"
    table = profile(number("a"), make("b", missing_codes=("x",)), findings=(found(name, "b holds 'x'", ("b",)),))
    ((_, text, change),) = asked(write_spec(table))

    assert "By default they are read as missing." in text
    assert "`missing_codes`" in change


def test_many_columns_with_the_same_doubt_share_a_question():
    names = tuple(f"c{at}" for at in range(8))
    each = tuple(found("known_at_prediction", f"{name} is late", (name,)) for name in names)
    together = (found("numeric_codes", "c0 and others are codes", names[:3]),)
    spec = write_spec(profile(*(number(name) for name in names), findings=(*each, *together)))

    assert [about for about, _, _ in asked(spec)] == [None, None]
    assert "'c4' and 3 more" in spec.questions[0].text
    assert "delete their entries" in spec.questions[0].change
