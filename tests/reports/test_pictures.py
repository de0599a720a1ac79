"""Pictures: safe text, colours of the page, ids of their own, honest curves."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.axes import Axes

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.bars import compact
from mlwright.reports.pictures.canvas import ROLES, SERIES, picture
from mlwright.reports.pictures.curves import reliability, thinned


def painted(key: str, text: str) -> str:
    def paint(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], "o-", color=SERIES[0])
        axes.set_xlabel(label(text, 60))

    return str(picture(key, "Title", "Caption", paint).svg)


@pytest.mark.parametrize(
    "text", ["사고발생여부", "$x^2$ & $", '<b>"q" {{ x }}</b>', "a\x00b\ud800", "日本語 🙂", "\\frac{"]
)
def test_any_text_is_drawn_as_text_without_a_warning(text: str) -> None:
    svg = painted("one", text)

    assert label(text, 60) in {element.text for element in ElementTree.fromstring(svg).iter("text")}
    assert "<b>" not in svg


def test_colours_are_the_pages_and_nothing_styles_the_page() -> None:
    svg = painted("one", "x")

    assert "var(--c1)" in svg
    assert not [color for color in ROLES if color in svg]
    assert "<style" not in svg
    assert "<?xml" not in svg
    assert "<!DOCTYPE" not in svg
    assert "DejaVu" not in svg


def test_pictures_are_repeatable_and_share_no_ids() -> None:
    first, again, other = painted("one", "x"), painted("one", "x"), painted("two", "x")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (first, other)]

    assert first == again
    assert ids[0]
    assert not ids[0] & ids[1]
    assert all(f'id="{used}"' in first for used in re.findall(r'(?:href="#|url\(#)([^")]+)', first))


def test_a_picture_is_named_for_screen_readers() -> None:
    root = ElementTree.fromstring(painted("one", "x"))

    assert (root.get("role"), root.get("aria-label"), root[0].text) == ("img", "Title. Caption", "Title. Caption")


def test_labels_are_capped_by_the_room_they_take() -> None:
    assert label("abcdef", 6) == "abcdef"
    assert label("abcdefg", 6) == "abcde…"
    assert label("사고발생", 6) == "사고…"


def test_thinning_keeps_both_ends() -> None:
    x, y = thinned(np.arange(10_000.0), np.arange(10_000.0) ** 2)

    assert len(x) == 300
    assert (x[0], y[-1]) == (0.0, 9999.0**2)


def test_reliability_of_perfect_and_of_boastful_probabilities() -> None:
    hit = np.tile([True, False], 500)
    said, seen, counts = reliability(hit, np.full(1000, 0.5))
    boast, happened, _ = reliability(hit, np.full(1000, 0.9))

    assert (said.tolist(), seen.tolist(), counts.tolist()) == ([0.5], [0.5], [1000.0])
    assert (boast.tolist(), happened.tolist()) == (pytest.approx([0.9]), [0.5])


def test_ticks_are_short() -> None:
    assert [compact(value) for value in (0.25, 9000, 20_000, -1.5e6)] == ["0.25", "9000", "20k", "−1.5M"]
