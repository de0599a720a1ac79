"""Edits: each one mends its finding and brings no other, and none is offered where somebody else could see it."""

import ast
import json
from collections import Counter
from pathlib import Path
from textwrap import dedent

import pytest

from mlwright.leakage import RULES, analyse, read
from mlwright.leakage.findings import Edit, Finding
from mlwright.leakage.fixes import fixed

CORPUS = Path(__file__).parent / "corpus"
SNIPPETS = [
    (f"{code}_{i}.py", dedent(text).encode()) for code, rule in RULES.items() for i, text in enumerate(rule.bad)
]
FILES = [(path.name, path.read_bytes()) for path in sorted(CORPUS.rglob("*")) if path.suffix in {".py", ".ipynb"}]

START = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
df = pd.read_csv("churn.csv")
"""
ARRAYS = 'X, y = df.drop(columns="churn"), df["churn"]\n'
HEAD = START + ARRAYS
TAIL = "model = LogisticRegression().fit(A, C)\nprint(model.score(B, D))\n"
SPLIT = "A, B, C, D = train_test_split(X, y, random_state=0)\n"


def findings_of(name: str, data: bytes) -> list[Finding]:
    return analyse(read(name, data)).findings


def offered(text: str, name: str = "a.py") -> list[Edit]:
    return [item.edit for item in findings_of(name, text.encode()) if item.edit is not None]


def mended(text: str) -> str:
    """The text with its only edit, without the head."""
    (edit,) = offered(text)
    after = fixed("a.py", text.encode(), {edit: "it"}).after.decode()
    assert after.startswith(HEAD)
    return after.removeprefix(HEAD)


def wrong(name: str, data: bytes) -> tuple[set[str], list[str]]:
    """The codes with an edit, and what is wrong with the file after each edit."""
    codes, faults = set(), []
    before = findings_of(name, data)
    for finding in before:
        if finding.edit is None:
            continue
        codes.add(finding.code)
        fix = fixed(name, data, {finding.edit: finding.code})
        source = read(name, fix.after)
        left, had = Counter(item.code for item in analyse(source).findings), Counter(item.code for item in before)
        if not fix.applied or len(source.notes) > len(read(name, data).notes):
            faults.append(f"{finding.place}: {finding.code} {fix.skipped}")
        if left[finding.code] >= had[finding.code] or left - had:
            faults.append(f"{finding.place}: {finding.code} leaves {left} of {had}")
    return codes, faults


def test_every_edit_of_a_snippet_mends_its_fault_and_brings_no_other():
    found = [wrong(name, data) for name, data in SNIPPETS]

    assert [fault for _, faults in found for fault in faults] == []
    assert {"LK101", "LK104", "LK105", "LK106", "LK108", "LK109", "LK403", "HY702", "HY703"} == set().union(
        *(codes for codes, _ in found)
    )


def test_every_edit_of_the_corpus_mends_its_fault_and_brings_no_other():
    found = [wrong(name, data) for name, data in FILES]

    assert [fault for _, faults in found for fault in faults] == []
    assert {"LK101", "LK104", "LK105", "LK109", "LK403", "HY702"} <= set().union(*(codes for codes, _ in found))


def test_files_with_all_their_safe_edits_can_be_read_and_have_fewer_findings():
    changed = 0
    for name, data in (*SNIPPETS, *FILES):
        before = findings_of(name, data)
        wanted = {item.edit: item.code for item in before if item.edit is not None and item.edit.safe}
        if wanted:
            after = findings_of(name, fixed(name, data, wanted).after)
            changed += 1
            assert len(after) < len(before), name
    assert changed >= 15


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"X = StandardScaler().fit_transform(X)  # same units\n{SPLIT}",
            f"{SPLIT}scaler = StandardScaler()  # same units\nA = scaler.fit_transform(A)\nB = scaler.transform(B)\n",
        ),
        (
            f"s = StandardScaler()\nX = s.fit_transform(X)\n{SPLIT}",
            f"s = StandardScaler()\n{SPLIT}A = s.fit_transform(A)\nB = s.transform(B)\n",
        ),
        (
            "s = StandardScaler().fit(X)\nZ = s.transform(X)\nA, B, C, D = train_test_split(Z, y)\n",
            "s = StandardScaler()\nA, B, C, D = train_test_split(X, y)\nA = s.fit_transform(A)\nB = s.transform(B)\n",
        ),
        (
            'Z = StandardScaler().fit_transform(df[["a", "b"]])\nprint(df.shape)\n'
            "C, D, A, B = train_test_split(\n    y, Z)\n",
            'Z = df[["a", "b"]]\nprint(df.shape)\nC, D, A, B = train_test_split(\n    y, Z)\n'
            "scaler = StandardScaler()\nA = scaler.fit_transform(A)\nB = scaler.transform(B)\n",
        ),
        (
            f"{SPLIT}s = StandardScaler()\ns.fit(A)\nA = s.transform(A)\ns.fit(B)\nB = s.transform(B)\n",
            f"{SPLIT}s = StandardScaler()\ns.fit(A)\nA = s.transform(A)\nB = s.transform(B)\n",
        ),
    ],
)
def test_what_was_learned_moves_below_the_split(before, after):
    assert f"{after}{TAIL}" == mended(f"{HEAD}{before}{TAIL}")


@pytest.mark.parametrize(
    "body",
    [
        f"X = StandardScaler().fit_transform(X)\nprint(X.mean())\n{SPLIT}{TAIL}",
        f"X = StandardScaler().fit_transform(X)\n{SPLIT}{TAIL}model.fit(X, y)\n",
        f"X = StandardScaler().fit_transform(X); {SPLIT}{TAIL}",
        f"X = Z = StandardScaler().fit_transform(X)\n{SPLIT}{TAIL}",
        f"def show():\n    print(X)\nX = StandardScaler().fit_transform(X)\n{SPLIT}show()\n{TAIL}",
        f"s = StandardScaler()\nX = s.fit_transform(X)\nprint(s.mean_)\n{SPLIT}{TAIL}",
        "Z = StandardScaler().fit_transform(X)\nX = X.dropna()\nA, B, C, D = train_test_split(Z, y)\n" + TAIL,
        'Z = StandardScaler().fit_transform(df[["a"]])\ndf["a"] = 0\nA, B, C, D = train_test_split(Z, y)\n' + TAIL,
        'Z = StandardScaler().fit_transform(df[["a"]])\ny = df.pop("churn")\nA, B, C, D = train_test_split(Z, y)\n'
        + TAIL,
        f"for seed in range(3):\n    X = StandardScaler().fit_transform(X)\n    {SPLIT}"
        "    print(LogisticRegression().fit(A, C).score(B, D))\n",
        f"if len(X):\n    X = StandardScaler().fit_transform(X)\n{SPLIT}{TAIL}",
        f"from sklearn.manifold import TSNE\nX = TSNE().fit_transform(X)\n{SPLIT}{TAIL}",
        f"X = StandardScaler().fit_transform(X)\nA, B, C, D = train_test_split(X, y, stratify=X)\n{TAIL}",
        f"X = StandardScaler().fit_transform(X)\n{SPLIT}print(eval('X'))\n{TAIL}",
        "def score(X):\n    X = StandardScaler().fit_transform(X)\n    A, B, C, D = train_test_split(X, y)\n"
        "    return LogisticRegression().fit(A, C).score(B, D)\nprint(score(X), score(X * 2))\n",
        "Z = StandardScaler().fit_transform(X)\nprint(cross_val_score(LogisticRegression(), Z, y), Z.shape)\n",
        "s = StandardScaler()\nZ = s.fit_transform(X)\n"
        "print(cross_val_score(LogisticRegression(), Z, y))\nprint(s.mean_)\n",
        "Z = StandardScaler().fit_transform(X)\nX = X[:5]\nprint(cross_val_score(LogisticRegression(), Z, y))\n",
        "Z = StandardScaler().fit_transform(X)\nprint(cross_val_score(LogisticRegression(), Z, y, fit_params={}))\n",
    ],
)
def test_nothing_is_offered_where_somebody_could_see_the_difference(body):
    text = HEAD + body

    ast.parse(text)
    assert {"LK101", "LK105"} & {item.code for item in findings_of("a.py", text.encode())}
    assert offered(text) == []


SMOTE = "from imblearn.over_sampling import SMOTE\nsm = SMOTE(random_state=0)\n"


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("LK108", f"{SMOTE}X, y = sm.fit_resample(X, y)\nprint(y.value_counts())\n{SPLIT}{TAIL}"),
        ("LK108", f"{SMOTE}X, y = sm.fit_resample(X, y)\n{SPLIT}{TAIL}print(len(y))\n"),
        ("LK108", f"{SMOTE}X, y = sm.fit_resample(X, y)\nw = y\nA, B, C, D, E, F = train_test_split(X, y, w)\n{TAIL}"),
        ("LK109", f"{SMOTE}{SPLIT}B, D = sm.fit_resample(B, D)\nprint(sm.get_params())\n{TAIL}"),
        ("LK104", f"{SPLIT}A = StandardScaler().fit_transform(A)\nB = StandardScaler().fit_transform(B)\n{TAIL}"),
        ("LK104", f"{SPLIT}s = StandardScaler()\nB = s.fit_transform(B)\nA = s.fit_transform(A)\n{TAIL}"),
        (
            "LK104",
            f"{SPLIT}s = StandardScaler()\ndef scaled(part):\n    done = s.fit_transform(part)\n    return done\n"
            f"A, B = scaled(A), scaled(B)\n{TAIL}",
        ),
        ("LK403", f'df = df.sort_values("date")\n{ARRAYS}{SPLIT[:-2]}, stratify=y)\n{TAIL}'),
        ("HY703", "train, test, more_test, more_train = train_test_split(X, y, random_state=0)\n"),
    ],
)
def test_no_edit_is_offered_for_what_is_not_provably_meant(code, body):
    found = findings_of("a.py", (HEAD + body).encode())

    assert code in {item.code for item in found}
    assert all(item.edit is None for item in found if item.code == code)


def test_an_edit_that_might_stop_the_script_is_shown_and_not_made():
    text = f"{HEAD}{SPLIT}s = LabelEncoder()\nA = s.fit_transform(A)\nB = s.fit_transform(B)\n{TAIL}"

    (edit,) = offered(text)
    assert (edit.replacement, edit.safe) == ("B = s.transform(B)\n", False)


def notebook(*cells: str) -> str:
    code = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": cell} for cell in cells
    ]
    language = {"language_info": {"name": "python"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": language, "cells": code})


def test_in_a_notebook_an_edit_stays_within_one_cell_and_off_lines_that_are_not_python():
    learned = "X = StandardScaler().fit_transform(X)\n"

    assert len(offered(notebook(HEAD, learned + SPLIT, TAIL), "a.ipynb")) == 1
    assert offered(notebook(HEAD, learned, SPLIT, TAIL), "a.ipynb") == []
    assert offered(notebook(HEAD, f"{learned}%matplotlib inline\n{SPLIT}", TAIL), "a.ipynb") == []


def test_an_import_is_used_where_it_is_there_and_put_beside_the_others_where_not():
    body = "X = StandardScaler().fit_transform(X)\nprint(cross_val_score(LogisticRegression(), X, y))\n"
    known = (
        HEAD.replace("import LabelEncoder", "import LabelEncoder, Normalizer")
        + "from sklearn.pipeline import make_pipeline as chain\n"
    )

    (new,), (old,) = offered(HEAD + body), offered(known + body)
    assert new.replacement.splitlines(keepends=True)[0] == "from sklearn.pipeline import make_pipeline\n"
    assert old.replacement == "print(cross_val_score(chain(StandardScaler(), LogisticRegression()), X, y))\n"


def test_a_long_file_is_analysed_again_only_so_often():
    pair = f"{SPLIT}s = StandardScaler()\nA = s.fit_transform(A)\nB = s.fit_transform(B)\n{TAIL}"
    text = HEAD + pair * 3 + "# long\n" * 1900

    assert len([item for item in findings_of("a.py", text.encode()) if item.code == "LK104"]) == 3
    assert len(offered(text)) == 2
