"""A small project in which every documented command has what it names: tables, code, a change, a log."""

import random
import subprocess
from pathlib import Path

ROWS = 160
TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("train.csv")
X, y = table[["a", "b"]], table["y"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=0)
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X_train, y_train)
print(model.score(X_test, y_test))
"""
LOG = """\
Collecting pandas==3.0.0
Running tests
E   ModuleNotFoundError: No module named 'sklearn'
Error: Process completed with exit code 1.
"""
NOTEBOOK = (
    '{"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": ["x = 1"]}], '
    '"metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}\n'
)
IDENTITY = ("-c", "user.name=audit", "-c", "user.email=audit@example.org", "-c", "commit.gpgsign=false")


def build(folder: Path) -> None:
    """Write the project; it lies in a repository with two tags and a branch beside its main one."""
    draw = random.Random(0)
    _write(folder, "data/churn.csv", _churn(draw, ROWS, first=0))
    _write(folder, "new.csv", _churn(draw, 12, first=ROWS))
    _write(folder, "train.csv", _points(draw, 120, first=0))
    _write(folder, "test.csv", _points(draw, 120, first=120))
    header, *rows = _points(draw, 120, first=240).splitlines()
    parted = [f"{row},{'train' if place < 80 else 'test'}" for place, row in enumerate(rows)]
    _write(folder, "all.csv", "\n".join([f"{header},part", *parted]) + "\n")
    _write(folder, "train.py", TRAIN)
    _write(folder, "src/steps.py", "def double(values):\n    return [2 * value for value in values]\n")
    _write(folder, "notebooks/look.ipynb", NOTEBOOK)
    _write(folder, "ci.log", LOG)
    _write(folder, ".gitignore", "output/\n")
    _history(folder)


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _churn(draw: random.Random, rows: int, first: int) -> str:
    lines = ["customer_id,months,calls,plan,Churn"]
    for place in range(first, first + rows):
        months, calls, plan = draw.randint(1, 60), draw.randint(0, 9), draw.choice(["basic", "plus", "pro"])
        leaves = calls * 6 - months + draw.gauss(0, 6) > 0
        lines.append(f"c{place:05},{months},{calls},{plan},{'yes' if leaves else 'no'}")
    return "\n".join(lines) + "\n"


def _points(draw: random.Random, rows: int, first: int) -> str:
    """Three columns of numbers, as many as a search for copies needs to tell them from chance, and a label."""
    del first
    lines = ["a,b,c,y"]
    for _ in range(rows):
        a, b, c = (draw.gauss(0, 1) for _ in range(3))
        lines.append(f"{a:.6f},{b:.6f},{c:.6f},{int(a + b + draw.gauss(0, 1) > 0)}")
    return "\n".join(lines) + "\n"


def _history(folder: Path) -> None:
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "first")
    _git(folder, "tag", "v1")
    _git(folder, "checkout", "-q", "-b", "work")
    _write(folder, "src/more.py", "def half(values):\n    return [value / 2 for value in values]\n")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "second")
    _git(folder, "tag", "v2")
    _write(folder, "src/more.py", "def third(values):\n    return [value / 3 for value in values]\n")
    _git(folder, "add", "-A")


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *IDENTITY, *words], cwd=folder, check=True, capture_output=True, timeout=60)
