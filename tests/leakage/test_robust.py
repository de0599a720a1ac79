"""Any text ends in findings or a note, in bounded steps."""

import contextlib
import json
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlwright.leakage import Analysis, analyse, gather, read
from mlwright.leakage.interpret.machine import STEPS, Machine, OutOfStepsError
from tests.leakage.corpus_score import Neighbours, units

FILES = [path for unit in units(frozenset()) for path in unit.files]

SPLIT = """from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
import pandas as pd
df = pd.read_csv("a.csv")
X, y = df.drop(columns="y"), df["y"]
X = StandardScaler().fit_transform(X)
a, b, c, d = train_test_split(X, y, random_state=0)
print(LogisticRegression().fit(a, c).score(b, d))
"""

STATEMENTS = st.sampled_from(
    """df = pd.read_csv('a.csv')|X = df.drop(columns='y')|y = df['y']|df['z'] = df['x'].mean()|X = s.fit_transform(X)
s = StandardScaler()|a, b, c, d = train_test_split(X, y)|m = LogisticRegression()|m.fit(a, c)|m.score(b, d)
print(m.predict(b))|X, y = y, X|df = df[df]|*a, b = X|for a in X: m.fit(a)|while m: m = m.fit(X)
def f(a, *b, **c): return f(a, *b, **c)|f(f, f)|X = f(X)|class A(A): X = 1|A().f().g = A|lambda: 0
df.loc[0:5, 'a'] = df|del df['x'], X|x = [f(i) for i in X for j in i if j]|x = {**x, 1: 2}|df = -df + ~df
x[x] = x|x.x = x|x = x.x|f'{x!r:{x}}'|with open(x) as x: x.read()|import x.y as df|from . import *
from .. import x|global df|nonlocal q|return X|yield X|await X|try: m.fit(X)|except: pass|if X > y: X = y
match X:|a = b = c = df|df += X|(x := X)|assert X|raise X|pickle.load(open(x))|x = None|x = 'a' * 9
df.groupby('a')['b'].transform('mean')|df['a'].shift(-1).rolling(3).mean()|KFold().split(X)
Pipeline([('a', s), ('b', m)]).fit(X, y)|GridSearchCV(m, {'C': [1]}).fit(X, y).best_score_
f1_score(y, m.predict(X) > x)|sm.fit_resample(X, y)|np.concatenate([X, y])[::2]|X[:, 1:]|X[...]
roc_auc_score(m.predict(X), y)|train_test_split(*X)|train_test_split()|a, = train_test_split(X)
cross_val_score(m)|m.fit()|m.fit(X=X, y=y, eval_set=[(b, d)])|torch.load(x)|net(X).backward()|@f
xgb.train({}, X, 5)|optuna.create_study().optimize(f)|!pip install x|%time m.fit(X)|x = y = m = s|df[()] = X
df[()]|X[:] = y|df[df > 0, ] = 0""".replace("\n", "|").split("|")
)


def review(text: str | bytes, path: str = "a.py") -> Analysis:
    """What the analysis says; every place lies in the file."""
    source = read(path, text if isinstance(text, bytes) else text.encode(errors="surrogatepass"))
    analysis = analyse(source)
    for item in analysis.findings:
        assert item.message
        assert item.place.line >= 1
    assert all(note.what for note in analysis.notes)
    return analysis


def steps(text: str) -> int:
    machine = Machine(read("a.py", text.encode()), lambda name, level, path: None)
    machine.run()
    return machine.steps


@pytest.mark.filterwarnings("ignore")
@given(text=st.text(max_size=300), path=st.sampled_from(["a.py", "a.md", "a.ipynb"]))
@settings(max_examples=100, deadline=None)
def test_any_text_ends_in_findings_or_a_note(text, path):
    review(text, path)


@pytest.mark.filterwarnings("ignore")
@given(st.lists(st.tuples(st.integers(0, 2), STATEMENTS), max_size=30))
@settings(max_examples=400, deadline=None)
def test_any_order_of_statements_ends_in_findings_or_a_note(lines):
    review("\n".join(" " * 4 * depth + text for depth, text in lines))
    review("\n".join(f"def f{i}(a, X, df):\n    {text}" for i, (_, text) in enumerate(lines)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(8))
def test_mutations_of_real_files_never_raise(seed):
    draw = random.Random(seed)
    for path in draw.sample(FILES, 40):
        lines = path.read_text(encoding="utf-8").split("\n")
        for _ in range(draw.randint(1, 6)):
            place = draw.randrange(len(lines))
            kind = draw.randrange(5)
            if kind == 0:
                del lines[place]
            elif kind == 1:
                lines.insert(place, lines[draw.randrange(len(lines))])
            elif kind == 2:
                lines[place] = lines[place][: draw.randint(0, len(lines[place]))]
            elif kind == 3:
                lines[place] = lines[place].replace("(", draw.choice(["[", "", "(*", "(lambda: "]), 1)
            else:
                other = draw.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            lines = lines or [""]
        review("\n".join(lines), path.name)


R_CELL = {"cell_type": "code", "source": "x <- read.csv('a')"}
R_KERNEL = {"kernelspec": {"name": "ir", "language": "R"}}
NESTED = 3000
HOSTILE = {
    "parentheses": "x = " + "(" * NESTED + "df" + ")" * NESTED,
    "lists": "x = " + "[" * 150 + "df" + "]" * 150,
    "calls": "x = " + "f(" * 150 + "df" + ")" * 150,
    "attributes": "df" + ".a" * NESTED,
    "methods": SPLIT + "X" + ".dropna()" * 900 + "\n",
    "sum": SPLIT + "x = X" + " + X" * 900 + "\n",
    "very long sum": "x = 1" + " + 1" * 50_000,
    "blocks": "".join(" " * depth + "if x:\n" for depth in range(90)) + " " * 90 + "pass",
    "loops": "".join(" " * depth + f"for x{depth} in range(3):\n" for depth in range(18)) + " " * 18 + "df = df",
    "comprehensions": "x = " + "[" * 15 + "1" + "".join(f" for a{i} in b]" for i in range(15)),
    "functions": "".join(" " * depth + f"def f{depth}(x):\n" for depth in range(90)) + " " * 90 + "return x",
    "elif": "if x: pass\n" + "elif x: pass\n" * 900,
    "megabyte line": "x = [" + "1, " * 350_000 + "]",
    "megabyte string": SPLIT + "x = '" + "a" * 1_000_000 + "'\n",
    "doubling text": "x = 'ab'\n" + "x = x + x\n" * 60,
    "doubling list": "x = [1, 2]\n" + "x = x + x\n" * 25,
    "growing list": "x = []\nfor i in range(9):\n    x.append(x)\n    x = [x, x, x]\nprint(x)\nmax(x)",
    "growing dict": "x = {}\nfor i in range(9):\n    x[i] = x\nx['a'] = x\nprint(x)\nf(**x)",
    "squaring": "x = 10\n" + "x = x * x\n" * 80,
    "doubling by adding": "x = [1, 2]\nfor i in range(9):\n" + "    x += x\n" * 40,
    "doubling by stars": "x = [1, 2]\n" + "x = [*x, *x]\n" * 40,
    "power": "x = 9 ** 9 ** 9\ny = 10 ** 100000 * 10 ** 100000\nz = 'a' * 10 ** 9\nw = [0] * 10 ** 9",
    "recursion": "def f(df):\n    return f(df)\nf(df)",
    "mutual recursion": "def f(x):\n    return g(x)\ndef g(x):\n    return f(x) + f(x)\nf(g(f(1)))",
    "fan": "".join(f"def f{i}(x):\n    f{i + 1}(x)\n    f{i + 1}(x)\n    f{i + 1}(x)\n" for i in range(40)) + "f0(df)",
    "own base": "class A(A):\n    def f(self): return self.f()\nA().f()",
    "bases in a ring": "class A(B): pass\nclass B(A): pass\nclass A(B): pass\nA().fit()",
    "property of itself": "class A:\n    @property\n    def x(self): return self.x\nA().x",
    "object in itself": "class A: pass\na = A()\na.a = a\nprint(a.a.a.a)\nf(a)",
    "decorator of itself": "@f\ndef f(g): return f(f)\nf(f)",
    "stars": "from sklearn import *\nfrom numpy import *\nfrom . import *\nfrom .. import *\n" + SPLIT,
    "imports itself": "import a\nfrom a import *\nfrom .a import x\nx(a)",
    "lambda": "f = lambda g: g(g)\nf(f)",
    "star arguments": "x = [df]\nf = lambda *a, **k: f(*a, *a, **k)\nf(*x, *x, **x)",
    "wrong unpacking": SPLIT
    + "a, b = train_test_split(X)[0], *c\n(a, *b), [*c, d] = 1, X\n*a, = df\nfor *a, b in X: pass\n",
    "empty calls": "train_test_split()\nS().fit()\ncross_val_score()\nroc_auc_score()\nopen()\nmax()\nzip()\nmap()",
    "names as keywords": SPLIT + "StandardScaler(**df).fit(*df)\ntrain_test_split(**{'arrays': df, 'test_size': {}})\n",
    "odd constants": "x = {1j: ..., b'': None, True: 1e400, (1, 2): 0}\nx[1j]\nx[...]\n"
    "round(1e400)\nint('x')\nabs('a')\nint(float('nan'))",
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_ends_in_bounded_steps(name):
    review(HOSTILE[name])
    machine = Machine(read("a.py", HOSTILE[name].encode()), lambda name, level, path: None)
    with contextlib.suppress(RecursionError, OutOfStepsError):
        machine.run()

    assert machine.steps <= STEPS + 1


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["methods", "sum", "stars", "megabyte string", "wrong unpacking", "names as keywords"])
def test_hostile_code_does_not_hide_the_leak_beside_it(name):
    assert any(item.code == "LK101" for item in review(HOSTILE[name]).findings)


def test_what_cannot_be_followed_is_a_note_and_not_clean():
    huge = "".join(f"x{i} = [f(a) for a in range(3) for b in range(3)]\n" for i in range(60_000))

    assert [note.what for note in review(huge).notes] == [
        "not analysed to its end: the code is too long or too entangled to follow"
    ]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("utf16.py", SPLIT.encode("utf-16")),
        ("latin.py", b"# -*- coding: latin-1 -*-\n" + SPLIT.replace("a.csv", "größe.csv").encode("latin-1")),
        ("bom.py", b"\xef\xbb\xbf" + SPLIT.encode()),
        ("windows.py", SPLIT.replace("\n", "\r\n").encode()),
        ("python2.py", (SPLIT + "print 'score', m.score(b, d)\nexec 'x'\n").encode()),
        ("form.py", ("\x0c" + SPLIT).encode()),
    ],
)
def test_encodings_and_dialects_change_nothing(path, data):
    assert [
        (item.code, "fit_transform" in item.context)
        for item in review(data, path).findings
        if item.code.startswith("LK")
    ] == [("LK101", True)]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("empty.py", b""),
        ("null.py", b"\x00\x01\x02"),
        ("bytes.py", bytes(range(256))),
        ("empty.ipynb", b""),
        ("list.ipynb", b"[]"),
        ("cells.ipynb", b'{"cells": []}'),
        ("odd.ipynb", b'{"cells": [1, null, {"cell_type": "code"}, {"cell_type": "code", "source": [1, null]}]}'),
        ("r.ipynb", json.dumps({"cells": [R_CELL], "metadata": R_KERNEL}).encode()),
        ("text.md", b"no code at all"),
    ],
)  # fmt: skip
def test_files_without_python_have_no_findings(path, data):
    assert review(data, path).findings == []


def test_modules_that_import_one_another_end():
    texts = {
        "a": "from b import g\nimport c\ndef f(x): return g(x)\nf(1)",
        "b": "from a import f\ndef g(x): return f(x)\ng(2)",
        "c": "import a, b\na.f(b)\nfrom c import *",
    }
    sources = {name: read(f"{name}.py", text.encode()) for name, text in texts.items()}

    for source in sources.values():
        assert analyse(source, lambda name, level, path: sources.get(name)).notes == []


def test_the_work_grows_with_the_length_of_the_file():
    block = "\n".join(SPLIT.split("\n")[4:])
    head = "\n".join(SPLIT.split("\n")[:4]) + "\n"
    short, long = steps(head + block * 100), steps(head + block * 1000)

    assert long / short == pytest.approx(10, rel=0.1)
    assert (head + block * 1000).count("\n") >= 5000


def test_the_work_grows_with_the_number_of_functions():
    def several(count: int) -> str:
        return "".join(f"def f{i}(df):\n    df = df.dropna()\n    return f{i - 1}(df)\n" for i in range(count))

    assert steps(several(400)) / steps(several(100)) == pytest.approx(4, rel=0.2)


def test_events_of_a_long_file_stay_few():
    assert len(gather(read("a.py", (SPLIT * 500).encode())).events) < 500 * 40


def test_the_limit_of_recursion_is_left_as_it_was():
    before = sys.getrecursionlimit()
    review(HOSTILE["calls"])

    assert before == sys.getrecursionlimit()


def test_packages_of_the_corpus_can_be_reviewed_with_broken_neighbours():
    for path in FILES[:60]:
        source = read(str(path), path.read_bytes())
        broken = read("broken.py", b"def f(:\n  x = (\n")

        assert analyse(source, lambda name, level, path, broken=broken: broken if level or "." not in name else None)
        assert analyse(source, Neighbours(path))
