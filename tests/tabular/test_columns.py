import numpy as np
import pandas as pd
from pandas.testing import assert_frame_equal

from mlwright.tabular.columns import TypedColumns


def typed(frame, **settings):
    return TypedColumns(**settings).fit(frame).transform(frame)


def test_cells_become_numbers_levels_and_date_parts():
    frame = pd.DataFrame(
        {"n": ["1.5", " ", "?"], "size": ["8GB", "16 GB", "x"], "c": ["1.0", "b", ""], "d": ["2024-02-29", "", "oops"]}
    )
    result = typed(
        frame,
        numbers=["n", "size"],
        levels=["c"],
        dates={"d": "%Y-%m-%d"},
        missing_codes={"n": ["?"]},
        units={"size": "GB"},
    )

    assert result["n"].tolist()[0] == 1.5
    assert result["n"].isna().tolist() == [False, True, True]
    assert result["size"].tolist()[:2] == [8.0, 16.0]
    assert result["c"].tolist() == ["1", "b", ""]
    assert result["d [weekday]"].tolist()[0] == 3.0
    assert result["d [year]"].isna().tolist() == [False, True, True]


def test_decimal_commas_and_thousands_are_read():
    frame = pd.DataFrame({"n": ["1.234,5", "-7"]})
    assert typed(frame, numbers=["n"], decimal=",", thousands=".")["n"].tolist() == [1234.5, -7.0]


def test_absent_and_blank_columns_come_out_as_missing():
    frame = pd.DataFrame({"other": ["x", "y"]})
    result = typed(frame, numbers=["n"], levels=["c"], texts=["t"], dates={"d": "%Y"})

    assert result["n"].isna().all()
    assert result["c"].tolist() == ["", ""]
    assert result["t"].tolist() == ["", ""]
    assert result["d [month]"].isna().all()


def test_a_typed_frame_gives_the_same_as_its_text():
    text = pd.DataFrame({"n": ["1", "2", ""], "c": ["1", "2", ""]})
    numbers = pd.DataFrame({"n": [1.0, 2.0, np.nan], "c": [1.0, 2.0, np.nan]})
    settings = {"numbers": ["n"], "levels": ["c"]}

    assert_frame_equal(typed(text, **settings), typed(numbers, **settings))


def test_a_frame_is_not_changed_by_reading_it():
    frame = pd.DataFrame({"n": ["1", "?"], "d": ["2024-01-01", ""]})
    before = frame.copy(deep=True)
    typed(frame, numbers=["n"], dates={"d": "%Y-%m-%d"}, missing_codes={"n": ["?"]})

    assert_frame_equal(before, frame)


def test_each_row_is_read_by_itself():
    frame = pd.DataFrame({"n": ["1", "x", "3"], "c": ["a", "", "b"], "d": ["2024-01-05", "", "2023-12-31"]})
    model = TypedColumns(numbers=["n"], levels=["c"], dates={"d": "%Y-%m-%d"}).fit(frame)
    one_by_one = pd.concat([model.transform(frame.iloc[[place]]) for place in range(3)])

    assert_frame_equal(model.transform(frame), one_by_one)


def test_infinite_numbers_count_as_missing():
    assert typed(pd.DataFrame({"n": ["inf", "-inf", "1e400"]}), numbers=["n"])["n"].isna().all()
