"""The commands plan, compact, ledger and simulate: what they print, write and answer with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mlwright.cli import cli
from mlwright.errors import InputError, PaperError
from mlwright.framing import render_compact
from mlwright.framing.fixtures import COMPACT

GOOD = "Predict which customers will cancel next month."


def call(*words: str) -> tuple[int, str]:
    result: Result = CliRunner().invoke(cli, words, standalone_mode=False, catch_exceptions=True)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value or 0), result.output


def test_a_plan_is_printed_and_written(tmp_path: Path) -> None:
    code, text = call("plan", GOOD, "--fact", "gpu=yes", "--out", str(tmp_path / "plan.json"))
    _, printed = call("plan", GOOD, "--fact", "gpu=yes", "--json")

    assert code == 0
    assert "classifier: “Predict which customers will cancel next month”" in text
    assert json.loads(printed) == json.loads((tmp_path / "plan.json").read_text())


def test_a_wish_exits_with_one() -> None:
    assert call("plan", "Improve the model.")[0] == 1


def test_a_compact_goes_from_plan_to_draft_to_check(tmp_path: Path) -> None:
    plan, compact = str(tmp_path / "plan.json"), str(tmp_path / "compact.md")
    call("plan", GOOD, "--out", plan)
    call("compact", "--plan", plan, "--out", compact)
    code, text = call("compact", compact)

    assert code == 1
    assert "open: Owner: Who answers" in text
    assert text.endswith("ready: no\n")


def test_a_compact_with_nothing_open_exits_with_zero(tmp_path: Path) -> None:
    compact = tmp_path / "compact.md"
    compact.write_text(render_compact(COMPACT), encoding="utf-8")

    assert call("compact", str(compact))[0] == 0


def test_an_empty_compact_exits_with_one_and_says_what_is_missing(tmp_path: Path) -> None:
    compact = tmp_path / "compact.md"
    compact.write_text(call("compact")[1], encoding="utf-8")
    code, text = call("compact", str(compact), "--json")

    assert code == 1
    assert len(json.loads(text)["missing"]) == 19


def test_a_ledger_is_begun_checked_and_summed_up(tmp_path: Path) -> None:
    ledger = str(tmp_path / "ml" / "ledger.jsonl")
    add = ["--add", "change=a", "--add", "hypothesis=b", "--add", "decision=keep"]
    call("ledger", ledger, *add)
    code, text = call("ledger", ledger)

    assert (code, text.startswith("1 line; last hash ")) == (0, True)
    assert call("ledger", ledger, "--head", "0" * 64)[0] == 1
    assert call("ledger", ledger, "--summary")[1].startswith("1 iteration: 1 keep\n")


def test_without_a_file_the_fields_are_shown() -> None:
    assert "hypothesis  What it was expected to do" in call("ledger")[1]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("plan", GOOD, "--fact", "gpu"), InputError),
        (("compact", "--plan", "absent.json"), InputError),
        (("compact", "x.md", "--out", "y.md"), InputError),
        (("ledger", "--summary"), InputError),
        (("ledger", "x", "--summary", "--head", "0"), InputError),
        (("simulate", "MLE-01", "--all"), InputError),
    ],
)
def test_a_faulty_line_is_refused(words: tuple[str, ...], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        call(*words)


def test_a_file_that_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}")

    with pytest.raises(PaperError, match="is no plan"):
        call("compact", "--plan", str(tmp_path / "plan.json"))
