"""Small tables with one fault each, and the same tables without it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from mlwright.cli import cli
from mlwright.errors import InputError, TargetError
from mlwright.leakage import RULES
from mlwright.leakage.explain import IN_TABLES, rules
from mlwright.specs.data_review import DataFinding, DataReview
from mlwright.steps.reviewing import review_data


def world(rows: int = 600, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.normal(size=(rows, 5)).round(6), columns=["height", "width", "depth", "mass", "heat"])
    table["colour"] = rng.choice(["red", "green", "blue"], rows)
    table["sold"] = np.where(table.height + rng.normal(size=rows) > 0, "yes", "no")
    return table


def review(folder: Path, train: pd.DataFrame, test: pd.DataFrame, target: str | None = "sold") -> DataReview:
    files = [folder / "train.csv", folder / "test.csv"]
    for table, file in zip((train, test), files, strict=True):
        table.to_csv(file, index=False)
    return review_data(files, target)


def halves(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return table[:400].copy(), table[400:].copy()


def of(paper: DataReview, code: str) -> list[DataFinding]:
    return [finding for finding in paper.findings if finding.code == code]


def test_a_clean_split_has_no_findings(tmp_path):
    paper = review(tmp_path, *halves(world()))

    assert paper.findings == ()
    assert [(part.name, part.rows) for part in paper.parts] == [("train", 400), ("test", 200)]


def test_copied_rows_are_counted_and_shown(tmp_path):
    train, test = halves(world())
    test.iloc[[3, 10, 17]] = train.iloc[[0, 1, 2]].to_numpy()

    (found,) = review(tmp_path, train, test).findings

    assert (
        found.code,
        found.severity,
        found.confidence,
        found.count,
        found.total,
    ) == ("LK110", "high", "high", 3, 200)
    assert [row.row for row in found.evidence] == [4, 11, 18]


def test_rows_that_differ_beyond_the_third_digit_are_near_duplicates(tmp_path):
    train, test = halves(world())
    test.iloc[:5, :6] = train.iloc[:5, :6].to_numpy()
    test["mass"] = test["mass"].astype(float) * (1 + 1e-7)

    (found,) = of(review(tmp_path, train, test), "LK110")

    assert (found.name, found.count) == ("near-duplicate rows across parts", 5)


def test_rows_of_few_values_are_equal_by_chance_and_said_with_low_confidence(tmp_path):
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.integers(0, 3, (600, 4)), columns=list("abcd")).assign(sold=world().sold)

    paper = review(tmp_path, *halves(table))

    assert {"low"} == {found.confidence for found in [*of(paper, "LK110"), *of(paper, "HY711")]}


def test_entities_on_both_sides_are_found_and_a_group_split_is_clean(tmp_path):
    table = world().assign(patient_id=[f"p{row % 60:03}" for row in range(600)])
    by_group = table.sort_values("patient_id", kind="stable", ignore_index=True)

    (found,) = of(review(tmp_path, *halves(table)), "LK501")

    assert (found.columns, found.count) == (("patient_id",), 200)
    assert of(review(tmp_path, *halves(by_group)), "LK501") == []


def test_a_shuffled_split_of_times_is_found_and_a_cut_is_clean(tmp_path):
    table = world().assign(day=pd.date_range("2020-01-01", periods=600).strftime("%Y-%m-%d"))
    shuffled = table.sample(frac=1, random_state=0)

    (found,) = of(review(tmp_path, *halves(shuffled)), "LK403")

    assert (found.columns, found.count > 150) == (("day",), True)
    assert of(review(tmp_path, *halves(table)), "LK403") == []


def test_a_copy_a_function_and_an_afterthought_of_the_target_are_told_apart(tmp_path):
    table = world()
    sold = table.sold == "yes"
    table = table.assign(copy=table.sold, flag=np.where(sold, "A", "B"), receipt=np.where(sold, table.mass, np.nan))

    paper = review(tmp_path, *halves(table))

    found = {(item.code, item.columns[0]) for item in paper.findings if item.code.startswith("LK3")}
    assert {("LK301", "copy"), ("LK302", "flag"), ("LK303", "receipt")} == found


def test_a_shift_is_found_by_column_and_by_a_model(tmp_path):
    train, test = halves(world())
    test["mass"] += 2

    found = of(review(tmp_path, train, test), "HY710")

    assert {("parts told apart", ("mass",)), ("column drift", ("mass",))} == {
        (item.name, item.columns) for item in found
    }


def test_levels_that_occur_once_do_not_tell_parts_apart(tmp_path):
    table = world().assign(ticket=[f"T{row * 7919 % 100_003}" for row in range(600)])

    assert of(review(tmp_path, *halves(table)), "HY710") == []


def test_twins_with_different_labels_are_found(tmp_path):
    train, test = halves(world())
    twins = train.iloc[:8].assign(sold=np.where(train.iloc[:8].sold == "yes", "no", "yes"))

    (found,) = of(review(tmp_path, pd.concat([train, twins]), test), "HY711")

    assert (found.confidence, found.count) == ("high", 16)


def test_a_tiny_test_part_is_named(tmp_path):
    table = world()

    found = of(review(tmp_path, table[:570], table[570:]), "HY706")

    assert 30 in [item.count for item in found]
    assert {"low"} == {item.severity for item in found}


def test_a_split_column_parts_one_table_and_is_no_feature(tmp_path):
    table = world().assign(part=["train"] * 400 + ["test"] * 195 + [""] * 5)
    table.to_csv(tmp_path / "t.csv", index=False)

    paper = review_data([tmp_path / "t.csv"], "sold", "part")

    assert [(part.name, part.rows) for part in paper.parts] == [("train", 400), ("test", 195)]
    assert paper.findings == ()
    assert any("5 rows name no part" in note for note in paper.notes)


def test_one_table_is_asked_about_copies_before_it_is_split(tmp_path):
    table = world()
    pd.concat([table, table[:10]]).to_csv(tmp_path / "copies.csv", index=False)
    table.to_csv(tmp_path / "clean.csv", index=False)

    (found,) = review_data([tmp_path / "copies.csv"], "sold").findings

    assert (found.code, found.count) == ("LK110", 20)
    assert review_data([tmp_path / "clean.csv"], "sold").findings == ()


def test_part_files_are_told_by_their_names(tmp_path):
    train, test = halves(world())
    train.to_csv(tmp_path / "my_train.csv", index=False)
    test.to_csv(tmp_path / "my_test.csv", index=False)

    paper = review_data([tmp_path / "my_test.csv", tmp_path / "my_train.csv"], "sold")

    assert [part.name for part in paper.parts] == ["train", "test"]


def test_what_cannot_be_reviewed_is_said_with_a_hint(tmp_path):
    world().assign(fold=[0, 1] * 300).to_csv(tmp_path / "t.csv", index=False)

    with pytest.raises(InputError, match="does not name parts"):
        review_data([tmp_path / "t.csv"], "sold", "fold")
    with pytest.raises(TargetError, match="target and as split"):
        review_data([tmp_path / "t.csv"], "sold", "sold")
    with pytest.raises(InputError, match="0 tables"):
        review_data([], "sold")


def test_values_in_the_evidence_are_escaped_and_capped(tmp_path):
    table = world()
    table.insert(0, "text", [f"\x1b[31m{'x' * 500}{row % 7}" for row in range(600)])
    train, test = halves(table)
    test.iloc[0] = train.iloc[0].to_numpy()

    (found,) = of(review(tmp_path, train, test), "LK110")

    assert all("\x1b" not in row.values and len(row.values) < 500 for row in found.evidence)


def test_repeated_entities_in_a_table_without_parts_are_a_question_that_blocks_nothing(tmp_path):
    world().assign(patient_id=[f"p{row % 60:03}" for row in range(600)]).to_csv(tmp_path / "t.csv", index=False)
    done = CliRunner().invoke(
        cli,
        ["review", "--data", str(tmp_path / "t.csv"), "--target", "sold", "--format", "json"],
        standalone_mode=False,
    )
    told = json.loads(done.output)

    (found,) = [item for item in told["findings"] if item["code"] == "LK501"]
    assert (found["severity"], found["name"]) == ("low", RULES["LK501"].name)
    assert "GroupKFold" in found["remedy"]
    assert told["verdict"]["decision"] == "warn"


def test_entities_in_two_parts_block_and_bear_the_name_of_the_rule(tmp_path):
    table = world().assign(patient_id=[f"p{row % 60:03}" for row in range(600)])
    review(tmp_path, *halves(table))
    files = [word for name in ("train.csv", "test.csv") for word in ("--data", str(tmp_path / name))]
    done = CliRunner().invoke(cli, ["review", *files, "--target", "sold", "--format", "json"], standalone_mode=False)
    told = json.loads(done.output)

    assert {RULES["LK501"].name} == {item["name"] for item in told["findings"] if item["code"] == "LK501"}
    assert told["verdict"]["decision"] == "block"


def test_what_is_found_in_tables_is_explained():
    page = CliRunner().invoke(cli, ["explain", "LK501"]).output

    assert "review --data" in page
    assert [rules()[code].name for code in ("HY710", "HY711")] == ["drift_between_parts", "label_conflicts"]
    assert set(IN_TABLES) <= set(RULES)


def test_whole_numbers_are_shown_as_they_stand_and_each_part_knows_its_file(tmp_path):
    table = world().assign(width=np.random.default_rng(1).integers(1, 10**6, 600))
    train, test = halves(table)
    test.iloc[[3]] = train.iloc[[7]].to_numpy()

    paper = review(tmp_path, train, test)

    (row, *_) = of(paper, "LK110")[0].evidence
    assert f"'width'='{train.width.iloc[7]}'" in row.values
    assert [Path(part.path).name for part in paper.parts] == ["train.csv", "test.csv"]


def judged(*files: Path) -> dict[str, str]:
    words = [word for file in files for word in ("--data", str(file))]
    done = CliRunner().invoke(cli, ["review", *words, "--target", "sold", "--format", "json"], standalone_mode=False)
    return json.loads(done.output)["verdict"]


def test_too_few_columns_to_look_for_copies_are_no_approval_and_enough_are(tmp_path):
    few = world()[["height", "colour", "sold"]]
    review(tmp_path, *halves(few))
    doubtful = judged(tmp_path / "train.csv", tmp_path / "test.csv")
    review(tmp_path, *halves(world()))
    sound = judged(tmp_path / "train.csv", tmp_path / "test.csv")

    assert doubtful["decision"] == "warn"
    assert "copies of rows were not checked: too few columns to tell copies from chance" in doubtful["reason"]
    assert sound["decision"] == "approve"


def test_identical_files_are_found_whatever_their_columns_and_one_other_byte_is_not_identical(tmp_path):
    few = world()[["colour", "sold"]]
    (found,) = of(review(tmp_path, few, few), "LK110")
    blocked = judged(tmp_path / "train.csv", tmp_path / "test.csv")

    assert (found.name, found.count, found.severity) == ("identical files", 600, "high")
    assert blocked["decision"] == "block"
    assert "not checked" not in blocked["reason"]
    assert of(review(tmp_path, few, few[:-1]), "LK110") == []
    assert len(of(review(tmp_path, world(), world()), "LK110")) == 1


def test_the_same_file_twice_is_an_error_by_whatever_name(tmp_path):
    world().to_csv(tmp_path / "train.csv", index=False)
    (tmp_path / "test.csv").symlink_to(tmp_path / "train.csv")

    with pytest.raises(InputError, match="is named twice"):
        review_data([tmp_path / "train.csv", tmp_path / "train.csv"], "sold")
    with pytest.raises(InputError, match="are one file"):
        review_data([tmp_path / "train.csv", tmp_path / "test.csv"], "sold")


def test_an_unknown_split_column_is_answered_with_the_nearest_and_what_was_cut(tmp_path):
    table = pd.DataFrame({f"c{number}": range(30) for number in range(22)}).assign(part="train")
    table.to_csv(tmp_path / "all.csv", index=False)

    with pytest.raises(InputError) as refused:
        review_data([tmp_path / "all.csv"], None, "parts")

    assert "did you mean 'part'?" in refused.value.hint
    assert refused.value.hint.endswith("'c19' and 3 more")
