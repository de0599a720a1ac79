"""The schema suggestion asks what only the user knows, and nothing about columns that go anyway."""

from typing import Any

import yaml

from mlwright.reports import schema_suggestion
from mlwright.specs import Finding, Profile, found
from mlwright.specs.vocabulary import VOCABULARY
from tests.reports.small_papers import profile_of, table


def suggested(*findings: Finding) -> Any:
    return yaml.safe_load(schema_suggestion(paper_with(*findings)))


def paper_with(*findings: Finding) -> Profile:
    return profile_of(table()).model_copy(update={"findings": findings})


def entry(paper: Any, name: str) -> Any:
    return next(column for column in paper["columns"] if column["name"] == name)


def test_unsure_findings_of_any_kind_are_asked() -> None:
    role = found("group_key", "Ten rows each.", ("level",), sure=False)
    plain = found("mixed_units", "Metres and feet.", ("size",), sure=False)

    assert suggested(role, plain)["questions"] == [
        "Is 'level' really what binds rows together? Ten rows each.",
        f"{VOCABULARY['mixed_units'].title}? Metres and feet.",
    ]


def test_nothing_is_asked_of_a_column_that_goes_for_sure() -> None:
    leak = found("known_after_outcome", "Late.", ("level",), sure=True)
    asked = (
        found("group_key", "Ten rows each.", ("level",), sure=False),
        found("ambiguous_date", "1/2", ("level",)),
        found("pii_email", "Mails.", ("level",)),
    )

    assert suggested(leak, *asked)["questions"] == []
    assert len(suggested(*asked)["questions"]) == 3


def test_a_column_of_personal_data_may_be_left_out_and_is_asked_about() -> None:
    paper = suggested(found("pii_email", "'level' holds mails.", ("level",)))

    assert entry(paper, "level") == {
        "name": "level",
        "kind": "category",
        "role": "feature",
        "maybe": "leave out",
        "because": "'level' holds mails.",
    }
    assert paper["questions"] == ["May the model use 'level', which holds personal data? 'level' holds mails."]


def test_personal_data_in_an_id_or_the_target_is_not_asked_about() -> None:
    private = tuple(found("pii_phone", "Numbers.", (name,)) for name in ("id", "outcome"))
    paper = suggested(found("row_id", "Every row differs.", ("id",), sure=True), *private)

    assert paper["questions"] == []
    assert "maybe" not in entry(paper, "id")
    assert "maybe" not in entry(paper, "outcome")
