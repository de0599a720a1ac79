"""Text on its way out: cut, visible, and of signs that JSON can hold."""

import math

import pytest

from mlwright.guards import capped, legible, presentable, shown, unknown


@pytest.mark.parametrize("text", ["x" * 5_000, "名" * 5_000, "\x1b" * 5_000, "\ud800" * 5_000])
def test_an_error_is_cut_by_bytes_and_can_be_sent(text: str) -> None:
    cut = capped(text)

    assert len(cut.encode()) <= 1_900
    assert cut.endswith("…")
    assert "\x1b" not in cut


def test_a_short_error_keeps_its_lines() -> None:
    assert capped("no run yet\nHint: train") == "no run yet\nHint: train"
    assert capped("a\u202eb\ud800") == "a\\u202eb\\ud800"


def test_a_text_keeps_its_layout() -> None:
    assert legible("# Naïve\n\n\t- 名前 \u200b\x00\n") == "# Naïve\n\n\t- 名前 \\u200b\\x00\n"


def test_plain_values_become_presentable_at_every_depth() -> None:
    nested = {"a\x1b": [math.nan, {"b": math.inf}], "n": 1, "yes": True, "none": None, "x": 0.5}

    assert presentable(nested) == {"a\\x1b": [None, {"b": None}], "n": 1, "yes": True, "none": None, "x": 0.5}


def test_endless_values_end() -> None:
    deep: list[object] = []
    for _ in range(100):
        deep = [deep]

    assert "…" in str(presentable(deep))
    assert len(presentable({"wide": list(range(1_000))})["wide"]) == 60
    assert len(shown("x" * 999)) == 160


def test_what_is_unknown_is_named_briefly() -> None:
    error = unknown("resource", "skill://" + "x" * 10_000)

    assert len(str(error.error)) < 1_000
    assert error.data["uri"].startswith("skill://xxx")
    assert unknown("tool", "a", ["b"]).data is None
