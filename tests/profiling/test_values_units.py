"""Two scales in one column are seen when they part by a change of units, and only then."""

import numpy as np
import pytest

from mlwright.profiling.findings.values.units import two_scales
from tests.profiling.worlds import profile_of

RNG = np.random.default_rng(3)


@pytest.mark.parametrize(
    ("factor", "spread", "share"), [(1000, 0.5, 0.1), (2.54, 0.08, 0.3), (100, 0.3, 0.5), (25.4, 0.2, 0.05)]
)
def test_a_change_of_units_shows(factor, spread, share):
    values = RNG.lognormal(3, spread, 2000)
    values[RNG.random(2000) < share] /= factor

    assert f"{factor:g} times below" in str(two_scales(values))


@pytest.mark.parametrize(
    "values",
    [
        RNG.lognormal(3, 1, 2000),
        RNG.normal(170, 8, 2000),
        np.concatenate([RNG.normal(10, 1, 1000), RNG.normal(45, 1, 1000)]),
        np.concatenate([RNG.lognormal(0, 0.4, 1000), RNG.lognormal(6.9, 0.02, 1000)]),
        RNG.choice([1, 1000], 2000).astype(float),
        np.concatenate([np.zeros(1000), RNG.lognormal(3, 0.2, 1000)]),
        RNG.exponential(3, 2000).round(0),
        np.full(100, np.nan),
    ],
    ids=["wide", "one hump", "no known factor", "other shapes", "two values", "zeros", "counts", "nothing"],
)
def test_other_shapes_are_one_unit(values):
    assert two_scales(values) is None


def test_a_second_unit_among_numbers_with_one_is_no_stray_word(tmp_path):
    sizes = [f"{value:.1f} cm" for value in RNG.normal(170, 8, 400)]
    sizes[5], sizes[50], sizes[300] = "66.9 in", "70.1 in", "64.2 in"
    found = {item.name for item in profile_of(tmp_path, {"x": sizes, "a": RNG.normal(0, 1, 400)}).findings}

    assert "mixed_units" in found
    assert "stray_text" not in found


def test_units_of_several_words_are_known(tmp_path):
    area = np.random.default_rng(1).integers(30, 200, 900)
    texts = [f"{a * 10.764:.0f} sq. ft." if at % 15 == 0 else f"{a} m²" for at, a in enumerate(area)]
    paper = profile_of(tmp_path, {"area": texts, "x": np.arange(900) / 7})

    assert [item.columns for item in paper.findings if item.name == "mixed_units"] == [("area",)]
