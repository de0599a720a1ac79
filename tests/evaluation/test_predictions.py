"""predictions.parquet is read as it stands, or refused with the reason."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from mlwright.errors import PaperError
from mlwright.evaluation import read_predictions

GOOD = {
    "row": [4, 2, 9],
    "y_true": ["예", "no", "no"],
    "prediction": ["예", "예", "no"],
    "proba_예": [0.9, 0.75, 0.0],
    "proba_no": [0.1, 0.25, 1.0],
}


def write(tmp_path: Path, **changes) -> Path:
    path = tmp_path / "predictions.parquet"
    frame = {name: values for name, values in (GOOD | changes).items() if values is not None}
    pd.DataFrame(frame).to_parquet(path)
    return path


def test_classes_come_with_their_probabilities(tmp_path):
    found = read_predictions(write(tmp_path))

    assert found.row.tolist() == [4, 2, 9]
    assert found.y_true.tolist() == ["예", "no", "no"]
    assert found.classes == ("예", "no")
    assert found.proba.tolist() == [[0.9, 0.1], [0.75, 0.25], [0.0, 1.0]]
    assert found.group is None


def test_labels_that_look_like_numbers_stay_texts(tmp_path):
    path = write(
        tmp_path, y_true=[1, 2, 2], prediction=[1, 1, 2], proba_예=None, proba_no=None,
        proba_1=[0.9, 0.8, 0.1], proba_2=[0.1, 0.2, 0.9],
    )  # fmt: skip

    assert read_predictions(path).y_true.tolist() == ["1", "2", "2"]


def test_numbers_stay_numbers(tmp_path):
    path = write(tmp_path, y_true=[1, 2, 3], prediction=[1.5, 2.5, 3.5], proba_예=None, proba_no=None)
    found = read_predictions(path)

    assert (np.float64, None, ()) == (found.y_true.dtype, found.proba, found.classes)


def test_rows_without_a_group_are_groups_of_their_own(tmp_path):
    found = read_predictions(write(tmp_path, group=["g", None, None]))

    assert len(set(found.group.tolist())) == 3


def test_a_file_name_with_pattern_signs_is_a_file_name(tmp_path):
    folder = tmp_path / "a [1]*?"
    folder.mkdir()

    assert len(read_predictions(write(folder)).row) == 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"y_true": None}, "no column 'y_true'"),
        ({"y_true": ["예", None, "no"]}, "'y_true' is blank in 1 rows"),
        ({"row": [1, 1, 2]}, "a row number stands twice"),
        ({"row": ["a", "b", "c"]}, "expected whole row numbers"),
        ({"proba_no": [0.1, None, 1.0]}, "1 rows lack a probability"),
        ({"proba_no": [0.1, 0.2, 7.0]}, "expected 0 to 1"),
        ({"proba_no": [-0.5, 0.25, 1.0], "proba_예": [1.5, 0.75, 0.0]}, "expected 0 to 1"),
    ],
)
def test_what_cannot_be_scored_is_refused(tmp_path, changes, message):
    with pytest.raises(PaperError, match=message):
        read_predictions(write(tmp_path, **changes))


def test_a_missing_or_broken_file_is_refused(tmp_path):
    broken = tmp_path / "predictions.parquet"
    with pytest.raises(PaperError, match="does not exist"):
        read_predictions(broken)
    broken.write_text("row,y_true\n1,2\n")
    with pytest.raises(PaperError, match="cannot be read as Parquet"):
        read_predictions(broken)
