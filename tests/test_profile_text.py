"""The profile as text: small, whole, and one again when it is read back."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright import profiling
from mlwright.errors import PaperError
from mlwright.specs import Profile
from mlwright.specs.profile_text import COLUMNS_FILE, PROFILE_FILE, join_paper, profile_json, split_paper

TOKEN = 4
"""Bytes."""


def _thirty(folder: Path, rows: int = 2000) -> Path:
    rng = np.random.default_rng(4)
    columns: dict[str, np.ndarray] = {f"real_{n}": rng.normal(0, 10**n, rows) for n in range(12)}
    columns |= {f"level_{n}": rng.choice([f"a value {k}" for k in range(3 * n + 2)], rows) for n in range(10)}
    columns |= {f"text_{n}": np.array([f"{k} words of {n} {'x' * 90}" for k in range(rows)]) for n in range(4)}
    columns |= {"day": (np.datetime64("2020-01-01") + np.arange(rows)).astype(str), "id": np.arange(rows)}
    columns |= {"gone": np.full(rows, ""), "target": rng.integers(0, 2, rows)}
    pd.DataFrame(columns).to_csv(folder / "t.csv", index=False)
    return folder / "t.csv"


def _wide(folder: Path, name: str = "t.csv", width: int = 150) -> Profile:
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({f"x_{n:03d}": rng.normal(n, 1, 60).round(3) for n in range(width)})
    frame.assign(y=rng.integers(0, 2, 60), same="a").to_csv(folder / name, index=False)
    return profiling.profile_table(folder / name, target="y")


def test_thirty_columns_fit_into_six_thousand_tokens_and_read_back(tmp_path: Path) -> None:
    paper = profiling.profile_table(_thirty(tmp_path), target="target")
    text = profile_json(paper)

    assert len(paper.columns) == 30
    assert len(text.encode()) < 6000 * TOKEN
    assert Profile.model_validate_json(text) == paper
    assert {PROFILE_FILE: text} == split_paper(paper)
    assert max(len(line) for line in text.splitlines() if line.startswith('  {"name"')) < 1000


def test_each_column_has_a_line_and_long_values_are_cut(tmp_path: Path) -> None:
    paper = profiling.profile_table(_thirty(tmp_path))
    lines = profile_json(paper).splitlines()

    assert sum(line.startswith('  {"name":') and '"position"' in line for line in lines) == 30
    assert all(len(text) <= 60 for column in paper.columns for text in column.samples)


def test_a_wide_table_has_a_summary_and_the_whole_beside_it(tmp_path: Path) -> None:
    paper = _wide(tmp_path)
    files = split_paper(paper)
    summary = Profile.model_validate_json(files[PROFILE_FILE])
    family = summary.families[0]

    assert list(files) == [PROFILE_FILE, COLUMNS_FILE]
    assert len(files[PROFILE_FILE].encode()) < 6000 * TOKEN
    assert paper == join_paper(files.__getitem__)
    assert {"y", "same"} <= set(summary.names)
    assert len(summary.columns) + sum(item.count for item in summary.families) == 152
    assert (family.first[:2], family.last[:2], ("number",)) == ("x_", "x_", family.kinds)


def test_a_summary_beside_the_columns_of_another_table_is_refused(tmp_path: Path) -> None:
    one, other = split_paper(_wide(tmp_path)), split_paper(_wide(tmp_path, "u.csv", 160))

    with pytest.raises(PaperError, match="does not belong"):
        join_paper({**one, COLUMNS_FILE: other[COLUMNS_FILE]}.__getitem__)


def test_signs_that_turn_or_hide_text_are_escaped(tmp_path: Path) -> None:
    turned = "a\u202eb\u200b"
    pd.DataFrame({turned: [turned, "c"] * 20, "y": [1, 2] * 20}).to_csv(tmp_path / "t.csv", index=False)
    paper = profiling.profile_table(tmp_path / "t.csv")
    text = profile_json(paper)

    assert not {"\u202e", "\u200b"} & set(text)
    assert Profile.model_validate_json(text) == paper
