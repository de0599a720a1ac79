"""The reviewer against the labelled corpus; `pytest -s` shows the table of rules."""

import pytest

from mlwright.leakage import RULES, analyse, read
from tests.leakage.corpus_score import CORPUS, judge, quality, table, units
from tests.leakage.marks import marks

HYGIENE = sorted(path for path in (CORPUS / "hygiene").iterdir() if path.suffix in {".py", ".ipynb"})


@pytest.fixture(scope="module")
def outcomes():
    return [judge(unit) for unit in units()]


def test_the_corpus_is_large_and_balanced(outcomes):
    leaky = sum(bool(item.hit or item.missed) for item in outcomes)

    assert len(outcomes) >= 150
    assert 0.3 <= leaky / len(outcomes) <= 0.7


def test_first_lines_say_what_the_marks_say():
    for unit in units():
        for path in unit.files:
            source = read(path.name, path.read_bytes())
            first = source.lines[0] if source.lines else ""
            if "corpus: clean" in first:
                assert [mark for mark in marks(source) if mark.codes[0].startswith("LK")] == [], unit.name
            elif "corpus: leaky" in first:
                assert [mark for mark in marks(source) if mark.codes[0].startswith("LK")], unit.name


def test_the_bars_hold(outcomes):
    found = quality(outcomes)
    print(f"\n{table(outcomes)}\n\n{found}")

    assert found.precision >= 0.85
    assert found.recall >= 0.75
    assert found.file_f1 >= 0.88
    assert found.clean_alarmed <= 0.06


@pytest.mark.parametrize("path", HYGIENE, ids=lambda path: path.stem)
def test_hygiene_rules_report_what_their_files_mark(path):
    source = read(path.name, path.read_bytes())
    code = source.lines[0].split(";")[1].strip()
    found = [item for item in analyse(source).findings if item.code == code]

    assert code in RULES
    assert [(mark.cell, mark.line) for mark in marks(source) if code in mark.codes] == [
        (item.place.cell, item.place.line) for item in found
    ]


def test_a_reviewer_that_says_nothing_does_not_pass(outcomes):
    silent = [item._replace(hit=[], missed=[*item.hit, *item.missed], wrong=[], alarms=0) for item in outcomes]

    assert quality(silent).recall == 0
    assert quality(silent).file_f1 == 0


def test_a_reviewer_that_cries_everywhere_does_not_pass(outcomes):
    loud = [item._replace(alarms=item.alarms + 1) for item in outcomes]

    assert quality(loud).clean_alarmed == 1
