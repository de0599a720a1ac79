"""Shapes of learning curves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlwright.errors import InputError
from mlwright.evaluation.curves import learning_curve

EPOCHS = np.arange(40)
FALLING = 0.2 + 0.8 * np.exp(-EPOCHS / 6)


def noise(scale, seed=0):
    return np.random.default_rng(seed).normal(0, scale, len(EPOCHS))


CURVES = {
    "falling": (FALLING, (), "healthy"),
    "falling with noise": (FALLING + noise(0.01), FALLING + 0.05 + noise(0.015, 1), "healthy"),
    "rising": (0.5 + 0.02 * EPOCHS, (), "diverging"),
    "falls, then explodes": (np.where(EPOCHS < 20, FALLING, 0.3 * 1.4 ** (EPOCHS - 20.0)), (), "diverging"),
    "not a number": (np.where(EPOCHS < 10, FALLING, np.nan), (), "diverging"),
    "flat": (0.693 + noise(0.001), 0.694 + noise(0.001, 1), "plateau"),
    "training falls, validation never moves": (FALLING, 1.0 + noise(0.002), "plateau"),
    "swinging": (0.6 + 0.3 * np.cos(np.pi * EPOCHS), (), "oscillating"),
    "swinging validation": (FALLING, 0.6 + 0.3 * np.cos(np.pi * EPOCHS + 0.3), "oscillating"),
    "validation turns": (FALLING, FALLING + 0.02 * np.maximum(EPOCHS - 12, 0), "overfitting"),
}


@pytest.mark.parametrize("name", CURVES)
def test_each_shape_is_named(name):
    train, valid, expected = CURVES[name]

    assert expected == learning_curve(list(train), list(valid)).shape


def test_the_best_epoch_is_where_validation_is_lowest():
    verdict = learning_curve([5, 4, 3, 2, 1, 0.5], [5, 3, 2, 3, 4, 5])

    assert verdict.best_epoch == 2
    assert "epoch 2" in verdict.reason


@given(scale=st.floats(0.001, 1000), seed=st.integers(0, 50))
def test_the_unit_of_the_loss_does_not_matter(scale, seed):
    curve = FALLING + noise(0.01, seed)

    assert learning_curve(list(curve)).shape == learning_curve(list(curve * scale)).shape


@pytest.mark.parametrize(("train", "valid"), [([1, 2], []), ([3, 2, 1, 1, 1], [3, 2, 1, 1, 1, 1]), ([[1, 2]] * 6, [])])
def test_what_is_no_curve_is_refused_with_a_hint(train, valid):
    with pytest.raises(InputError) as caught:
        learning_curve(train, valid)

    assert caught.value.hint
