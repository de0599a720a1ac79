"""The sketch of distinct values and the sums that merge."""

import math

import duckdb
import numpy as np
import pytest

from mlwright.profiling.parts.settling import moments
from mlwright.profiling.parts.sketch import HASHED, SKETCH_ERROR, estimate, of_numbers, of_texts, sketch, union
from mlwright.profiling.parts.sums import summed


@pytest.mark.parametrize("different", [0, 1, 10, 1_000, 16_000, 45_000, 80_000, 600_000])
def test_the_estimate_stays_within_its_error_at_every_size(different):
    for seed in range(3):
        values = np.random.default_rng(seed).permutation(different * 3)[:different].astype(np.float64)

        assert abs(estimate(sketch(of_numbers(values))) - different) <= max(0.5, SKETCH_ERROR * different)


def test_the_error_is_no_larger_than_it_has_to_be():
    """A negative control: a bound of a tenth would be broken."""
    off = [abs(estimate(sketch(of_numbers(np.arange(50_000.0) + seed * 1e6))) / 50_000 - 1) for seed in range(20)]

    assert max(off) > SKETCH_ERROR / 10


def test_the_union_of_sketches_is_the_sketch_of_the_union():
    one, other = np.arange(0.0, 30_000), np.arange(20_000.0, 60_000)
    both = union([sketch(of_numbers(one)), sketch(of_numbers(other))])

    np.testing.assert_array_equal(sketch(of_numbers(np.arange(60_000.0))), both)


def test_equal_numbers_have_equal_hashes():
    one, other = of_numbers(np.array([0.0, -0.0]))

    assert one == other


def test_texts_hash_alike_in_the_database_and_here():
    texts = ["", "a", "naïve", "日本", "x" * 500, "it's"]
    connection = duckdb.connect()
    found = connection.execute(f"SELECT {HASHED.format('x')} FROM (SELECT unnest(?) AS x)", [texts]).fetchall()

    assert of_texts(texts).tolist() == [number for (number,) in found]


@pytest.mark.parametrize("offset", [0.0, 1e3, 1e9])
def test_mean_and_deviation_of_parts_are_those_of_the_whole(offset):
    values = np.random.default_rng(7).lognormal(1, 1, 40_000) + offset
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((values - mean) ** 2) / (len(values) - 1))
    for cuts in ([5], [1, 2, 3, 20_000, 39_999], [100, 200, 30_000]):
        pieces = [summed(part, False, complete=True)[0] for part in np.split(values, cuts)]
        found = moments(pieces, [code for piece in pieces for code in piece.codes])

        assert found == pytest.approx((mean, deviation), rel=1e-12)
        assert moments(pieces[::-1], [code for piece in pieces[::-1] for code in piece.codes]) == found


def test_numbers_too_large_to_square_keep_their_mean():
    pieces = [
        summed(np.array([1e300, 3e300]), False, complete=True)[0],
        summed(np.array([2e300]), False, complete=True)[0],
    ]
    mean, deviation = moments(pieces, [])

    assert mean == pytest.approx(2e300)
    assert deviation is None
