"""The twelve questions: each is answered by rules that exist, or marked as a person's."""

import json
import textwrap
from types import SimpleNamespace

import pytest

from mlwright.leakage import RULES, checklist
from mlwright.leakage.explain import rules
from mlwright.leakage.reports import render
from mlwright.leakage.review import review_text
from mlwright.leakage.rule import Rule
from mlwright.leakage.settings import Settings

LEAK = """
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler
    df = pd.read_csv("churn.csv")
    X, y = StandardScaler().fit_transform(df.drop(columns="churn")), df["churn"]
    X_train, X_test, y_train, y_test = train_test_split(X, y)
    print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
    """


def states(text=LEAK, **settings):
    done = review_text("train.py", textwrap.dedent(text).encode(), Settings(**settings))
    return json.loads(render(done, "json"))["checklist"]


def test_there_are_twelve_questions_and_every_code_in_them_exists():
    codes = [code for item in checklist.ITEMS for code in item.codes]

    assert len(checklist.ITEMS) == 12
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if code not in rules()] == []
    assert [number for number, item in enumerate(checklist.ITEMS, 1) if not item.codes] == [11, 12]


def test_every_rule_of_the_catalogue_answers_a_question():
    assert set() == set(RULES) - {code for item in checklist.ITEMS for code in item.codes}


def a_rule(code, **more):
    module = SimpleNamespace(CODE=code, SEVERITY="low", __doc__="A fault.", BAD=(), GOOD=(), check=None, **more)
    return Rule("a_fault", module)


def test_a_new_rule_is_placed_by_its_own_word_or_by_its_family():
    items = checklist.placed(checklist.QUESTIONS, [a_rule("LK299"), a_rule("HY799", QUESTION=6)])

    assert items[2].codes == (*checklist.QUESTIONS[2].codes, "LK299")
    assert items[5].codes == (*checklist.QUESTIONS[5].codes, "HY799")
    assert items[6] == checklist.QUESTIONS[6]


@pytest.mark.parametrize(
    "rule", [a_rule("XX101"), a_rule("HY799", QUESTION=12), a_rule("HY799", QUESTION=13), a_rule("LK101", QUESTION=1)]
)
def test_a_rule_that_fits_no_question_or_two_is_refused(rule):
    with pytest.raises(ValueError, match="QUESTION"):
        checklist.placed(checklist.QUESTIONS, [rule])


def test_a_report_says_what_was_found_what_was_not_and_what_was_not_looked_for():
    shown = states()

    assert list(range(1, 13)) == [item["number"] for item in shown]
    assert shown[1]["state"] == "found"
    assert (shown[0]["state"], shown[0]["not_checked"]) == ("nothing found", ["HY705"])
    assert ("not checked", list(checklist.ITEMS[6].codes)) == (shown[6]["state"], shown[6]["not_checked"])
    assert [item["state"] for item in shown[10:]] == ["by hand", "by hand"]


def test_what_is_selected_is_checked():
    everything = {item["number"]: item for item in states(select=("ALL",))}

    assert everything[7]["state"] == "found"  # no seed
    # a file is no change: nothing was asked of a compact
    assert (everything[8]["state"], everything[8]["not_checked"]) == ("nothing found", ["HY722", "HY723"])
    assert {"not checked", "by hand", "found"} == {item["state"] for item in states(select=("LK101",))}


def test_nothing_analysed_is_nothing_checked():
    assert {"not checked", "by hand"} == {item["state"] for item in states("this is ( not Python at all ]]")}


def test_the_table_tells_both_kinds_apart():
    rows = checklist.table().splitlines()

    assert len(rows) == 14
    assert rows[-1].endswith("| by hand |")
    assert "LK110, LK111" in rows[2]
