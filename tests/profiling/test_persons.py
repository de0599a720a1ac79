"""Groups of rows by person, whatever the columns are called; a kind of thing is no group."""

from pathlib import Path

import numpy as np
import pytest

from mlwright.personal import kind_by_name
from mlwright.profiling.findings.names import entity_of, names_identifier
from tests.profiling.worlds import profile_of

ROWS = 1800
RNG = np.random.default_rng(7)
WHO = RNG.integers(0, 300, ROWS)
KEYS = RNG.permutation(90_000)[:300] + 1000
MAIL = [f"p{at}@post{at % 7}.example" for at in WHO]
OTHER = {"x": RNG.normal(0, 1, ROWS).round(3), "z": RNG.choice(["a", "b", "c"], ROWS)}


def _groups(folder: Path, columns: dict[str, object]) -> list[tuple[str, bool | None]]:
    paper = profile_of(folder, {**OTHER, **columns})
    return [(item.columns[0], item.sure) for item in paper.findings if item.name == "group_key"]


@pytest.mark.parametrize(
    "name", ["uid", "kunde", "kundennr", "kunden_nr", "cliente", "Patient_Nr", "usuario", "geraet"]
)
def test_words_of_other_languages_name_an_entity(tmp_path: Path, name: str) -> None:
    assert [(name, True)] == _groups(tmp_path, {name: KEYS[WHO]})


@pytest.mark.parametrize("name", ["k", "kundenzahl", "volumen", "uidx"])
def test_other_names_alone_do_not(tmp_path: Path, name: str) -> None:
    assert _groups(tmp_path, {name: KEYS[WHO]}) == []


def test_a_column_one_to_one_with_a_personal_one_that_comes_back_is_perhaps_a_group(tmp_path: Path) -> None:
    assert _groups(tmp_path, {"k": KEYS[WHO], "mail": MAIL}) == [("k", False)]
    assert _groups(tmp_path, {"mail": MAIL, "k": KEYS[WHO]}) == [("mail", False)]


def test_a_personal_column_that_comes_back_is_perhaps_a_group(tmp_path: Path) -> None:
    phones = [f"+49 170 {5_550_000 + 37 * at}" for at in WHO]

    assert _groups(tmp_path, {"mail": MAIL}) == [("mail", False)]
    assert _groups(tmp_path, {"reach": phones}) == [("reach", False)]


def test_personal_columns_that_hardly_come_back_and_first_names_are_none(tmp_path: Path) -> None:
    single = [f"p{at}@post.example" for at in RNG.integers(0, 9000, ROWS)]
    first = [f"{'ABCDEFGHIJ'[at % 10]}{'aeiou'[at // 10 % 5]}lla" for at in WHO]

    assert _groups(tmp_path, {"mail": single}) == []
    assert _groups(tmp_path, {"first_name": first}) == []


def test_few_words_with_many_rows_each_name_a_kind_and_no_animal(tmp_path: Path) -> None:
    assert _groups(tmp_path, {"cat": RNG.choice(list("abcdefgh"), ROWS)}) == []
    assert _groups(tmp_path, {"cat_id": RNG.choice(list("abcdefgh"), ROWS)}) == [("cat_id", True)]
    assert _groups(tmp_path, {"cat": [f"c{at:03}" for at in WHO]}) == [("cat", True)]


def test_glued_words_name_identifiers() -> None:
    assert (entity_of("kundennr"), entity_of("PatientID")) == ("kunden", "patient")
    assert (names_identifier("maschinenr"), names_identifier("piano")) == (True, False)


@pytest.mark.parametrize("name", ["brthdtc", "BRTHDAT"])
def test_birth_dates_of_clinical_tables_are_known_by_name(name: str) -> None:
    assert kind_by_name(name) == "birth_date"
