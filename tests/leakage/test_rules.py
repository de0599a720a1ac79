"""Every rule's own examples: what BAD marks is reported, and nothing else."""

import textwrap

import pytest

from mlwright.leakage import RULES, analyse, read
from tests.leakage.marks import marks

LEVELS = {"low", "medium", "high"}
SNIPPETS = [
    pytest.param(rule, textwrap.dedent(text), id=f"{code}-{kind}-{number}")
    for code, rule in RULES.items()
    for kind, texts in (("bad", rule.bad), ("good", rule.good))
    for number, text in enumerate(texts, 1)
]


@pytest.mark.parametrize(("rule", "text"), SNIPPETS)
def test_a_rule_reports_the_marked_lines_of_its_examples_and_no_others(rule, text):
    source = read("example.py", text.encode())
    analysis = analyse(source)

    expected = {(mark.line, code) for mark in marks(source) for code in mark.codes}
    found = {
        (item.place.line, item.code)
        for item in analysis.findings
        if item.code == rule.code or (item.code.startswith("LK") and item.confidence != "low")
    }
    assert expected == found
    assert analysis.notes == [] or rule.code == "HY712"  # whose notebooks ran out of order on purpose


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_has_prose_and_both_kinds_of_examples(rule):
    paragraphs = rule.doc.strip().split("\n\n")

    assert len(paragraphs) >= 3, "the fault, why the score lies, the remedy"
    assert rule.summary.endswith(".")
    assert 15 <= len(rule.remedy) <= 300
    assert rule.bad
    assert rule.good
    assert rule.severity in LEVELS
    assert rule.name.replace("_", "").isalpha()
    assert all(rule.code in text for text in rule.bad)
    assert not any(rule.code in text for text in rule.good)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_examples_of_a_rule_are_whole_scripts(rule):
    for text in (*rule.bad, *rule.good):
        source = read("example.py", textwrap.dedent(text).encode())

        assert source.tree.body
        assert "import " in text


def test_codes_and_names_are_told_apart():
    assert len(RULES) == len({rule.name for rule in RULES.values()})
    assert list(RULES) == sorted(RULES)
    assert all(len(code) == 5 and code[:2] in {"LK", "HY"} and code[2:].isdigit() for code in RULES)


def test_messages_say_what_and_where():
    for rule in RULES.values():
        for text in rule.bad:
            found = [
                item
                for item in analyse(read("a.py", textwrap.dedent(text).encode())).findings
                if item.code == rule.code
            ]

            assert found, rule.code
            for item in found:
                assert "\n" not in item.message
                assert 20 <= len(item.message) <= 400
                assert item.remedy
                assert all(step.what and step.place.line >= 1 for step in item.chain)


def test_a_file_that_only_looks_at_data_is_left_in_peace():
    text = """
    import pandas as pd
    import matplotlib.pyplot as plt
    df = pd.read_csv("churn.csv")
    print(df.describe())
    df.hist()
    plt.show()
    """

    assert analyse(read("eda.py", textwrap.dedent(text).encode())).findings == []
