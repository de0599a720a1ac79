"""What the profile step writes, keeps and reuses, and what later steps read where a table is no plain file."""

import gzip
import json
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright import steps
from mlwright.errors import InputError
from mlwright.profiling import ReadOptions

ROWS = 240


def frame(seed: int = 0, rows: int = ROWS) -> pd.DataFrame:
    drawn = np.random.default_rng(seed)
    size = drawn.normal(50, 10, rows).round(2)
    return pd.DataFrame(
        {
            "size": size,
            "colour": drawn.choice(["red", "blue"], rows),
            "price": (3 * size + drawn.normal(0, 20, rows)).round(2),
        }
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    frame().to_csv(tmp_path / "shop.csv", index=False)
    return tmp_path / "shop.csv"


def profiled(data, tmp_path: Path, **more):
    return steps.profile(data, target="price", base=tmp_path, **more)


def test_an_unchanged_table_is_profiled_once_and_a_changed_one_again(table: Path, tmp_path: Path) -> None:
    said: list[str] = []
    _, first = profiled(table, tmp_path)
    _, again = profiled(table, tmp_path, progress=lambda step, share, note: said.append(note))
    frame(1).to_csv(table, index=False)
    _, changed = profiled(table, tmp_path)

    assert first == again
    assert said == ["reused"]
    assert changed.source.sha256 != first.source.sha256


def test_a_new_part_in_a_folder_makes_a_new_profile(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    frame(0).to_csv(parts / "a.csv", index=False)
    _, one = profiled(parts, tmp_path)
    frame(1).to_csv(parts / "b.csv", index=False)
    _, two = profiled(parts, tmp_path)

    assert (one.rows, two.rows) == (ROWS, 2 * ROWS)


@pytest.mark.parametrize("force", [False, True])
def test_an_edited_contract_stays_and_a_deleted_one_is_proposed_again(table: Path, tmp_path: Path, force: bool) -> None:
    workspace, _ = profiled(table, tmp_path)
    place = workspace.path("data/contract.yaml")
    edited = place.read_text(encoding="utf-8").replace("usage: 'unknown: to fill'", "usage: prices of one shop")
    place.write_text(edited, encoding="utf-8")
    frame(1).to_csv(table, index=False)
    said: list[str] = []
    profiled(table, tmp_path, force=force, progress=lambda step, share, note: said.append(note))
    kept = place.read_text(encoding="utf-8")
    place.unlink()
    profiled(table, tmp_path, force=True)

    assert edited == kept
    assert any("was edited by hand and stays" in note and "--check" in note for note in said)
    assert place.is_file()


def test_rows_to_be_scored_are_checked_without_their_label(table: Path, tmp_path: Path) -> None:
    workspace, _ = profiled(table, tmp_path)
    contract = workspace.path("data/contract.yaml")
    fresh = tmp_path / "fresh.csv"
    frame().drop(columns="price").to_csv(fresh, index=False)

    labelled = steps.check_contract(contract, fresh)
    unlabelled = steps.check_contract(contract, fresh, unlabelled=True)

    assert ("missing_column", ("price",)) in [(item.kind, item.columns) for item in labelled.breaches]
    assert unlabelled.holds


def test_a_contract_without_a_label_cannot_be_checked_without_it(table: Path, tmp_path: Path) -> None:
    workspace, _ = steps.profile(table, base=tmp_path)

    with pytest.raises(InputError, match="names no label"):
        steps.check_contract(workspace.path("data/contract.yaml"), table, unlabelled=True)


def packed(folder: Path) -> Path:
    (folder / "shop.csv.gz").write_bytes(gzip.compress(frame().to_csv(index=False, sep=";", decimal=",").encode()))
    return folder / "shop.csv.gz"


def parted(folder: Path) -> Path:
    for at in range(3):
        (folder / "parts" / f"k={at}").mkdir(parents=True)
        frame(at).to_parquet(folder / "parts" / f"k={at}" / "x.parquet", index=False)
    return folder / "parts"


def database(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "shop.db")
    frame().to_sql("sales", connection, index=False)
    connection.close()
    return [f"sqlite:///{folder}/shop.db?table=sales"]


def lines(folder: Path) -> Path:
    frame().to_json(folder / "shop.jsonl", orient="records", lines=True)
    return folder / "shop.jsonl"


@pytest.mark.parametrize("make", [packed, parted, database, lines])
def test_later_steps_read_a_copy_where_a_script_could_not_read_the_table(make, tmp_path: Path) -> None:
    workspace, paper = profiled(make(tmp_path), tmp_path, out=tmp_path / "work")
    spec = steps.spec(workspace.root)
    source = json.loads(spec.source.model_dump_json())
    stamp = workspace.handoff().stages["table"]
    again = steps.spec(workspace.root, force=True)

    assert Path(source["path"]).parent == workspace.root / "data"
    assert (source["decimal"], source["thousands"]) == (paper.source.decimal, paper.source.thousands)
    assert {"size", "colour"} <= {item.name for item in spec.features}
    assert {"size": "number", "colour": "category"}.items() <= {item.name: item.kind for item in spec.features}.items()
    assert spec.source == again.source
    assert stamp == workspace.handoff().stages["table"]


def test_a_plain_table_is_not_copied(table: Path, tmp_path: Path) -> None:
    workspace, _ = profiled(table, tmp_path)

    assert str(table) == steps.spec(workspace.root).source.path
    assert "table" not in workspace.handoff().stages


def test_the_group_and_the_time_that_the_user_names_decide_the_split(tmp_path: Path) -> None:
    whole = frame(rows=600).assign(shelf=np.arange(600) % 50, week=np.arange(600) // 6)
    whole.sample(frac=1, random_state=0).to_csv(tmp_path / "t.csv", index=False)
    grouped, _ = profiled(tmp_path / "t.csv", tmp_path, group="shelf")
    plain, _ = profiled(tmp_path / "t.csv", tmp_path, out=tmp_path / "plain")

    assert (steps.spec(grouped.root).split.strategy, steps.spec(grouped.root).split.column) == ("group", "shelf")
    assert steps.spec(plain.root).split.strategy == "random"


def test_rows_left_out_as_ragged_stay_out_of_what_is_trained_on(table: Path, tmp_path: Path) -> None:
    with table.open("a", encoding="utf-8") as stream:
        stream.write("1,red,3,4\n")
    workspace, paper = profiled(table, tmp_path, options=ReadOptions(ragged="drop"))
    spec = steps.spec(workspace.root)

    assert ROWS == paper.rows == len(pd.read_csv(spec.source.path))
