"""The ledger is only added to: what was edited, removed, moved or cut off is found and named."""

import json
import multiprocessing
from pathlib import Path

import pytest

from mlwright.errors import ConflictError, InputError
from mlwright.framing import add_observation, check_ledger, summarise_ledger
from mlwright.framing.ledgers import FIELDS
from mlwright.framing.reports import summary_text
from mlwright.specs.observation import NONE_YET

TRIED = ("change=drop a column", "hypothesis=nothing is lost", "decision=keep", "date=2026-01-02")
SCORED = ("run=exp-001", "metric=roc_auc", "after=0.81", "interval=0.77,0.85")


def ledger(folder: Path, lines: int = 4) -> Path:
    path = folder / "ledger.jsonl"
    for _ in range(lines):
        add_observation(path, TRIED)
    return path


def changed(path: Path, lines: list[str]) -> tuple[str, ...]:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return check_ledger(path).problems


def test_there_are_fourteen_fields() -> None:
    assert len(FIELDS) == 14


def test_an_untouched_ledger_has_no_problems(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    report = check_ledger(path)

    assert (report.lines, report.problems) == (4, ())
    assert [json.loads(line)["observation"]["iteration"] for line in path.read_text().splitlines()] == [1, 2, 3, 4]


def test_an_edited_line_is_named(tmp_path: Path) -> None:
    lines = ledger(tmp_path).read_text().splitlines()
    lines[1] = lines[1].replace("drop a column", "add a column")

    assert changed(tmp_path / "ledger.jsonl", lines) == ("line 2 was edited: its hash does not fit what it says",)


def test_a_removed_line_is_named(tmp_path: Path) -> None:
    lines = ledger(tmp_path).read_text().splitlines()
    problems = changed(tmp_path / "ledger.jsonl", [lines[0], *lines[2:]])

    assert problems == ("before line 2 a line was removed or replaced: line 2 follows one that is not here",)


def test_lines_that_changed_places_are_named(tmp_path: Path) -> None:
    lines = ledger(tmp_path).read_text().splitlines()
    problems = changed(tmp_path / "ledger.jsonl", [lines[0], lines[2], lines[1], lines[3]])

    assert any(problem.startswith("line 2 was moved") for problem in problems)
    assert any(problem.startswith("line 3 was moved") for problem in problems)


def test_a_line_that_was_rewritten_with_a_new_hash_breaks_the_chain_below(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    other = ledger(tmp_path / "other", 1)
    add_observation(other, ("change=something else", *TRIED[1:]))
    lines = path.read_text().splitlines()
    lines[1] = other.read_text().splitlines()[1]

    assert changed(path, lines) == (
        "before line 3 a line was removed or replaced: line 3 follows one that is not here",
    )


def test_lines_cut_off_the_end_are_noticed_by_the_hash_that_was_noted(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    head = check_ledger(path).head
    changed(path, path.read_text().splitlines()[:-1])

    assert check_ledger(path).problems == ()
    assert "cut off" in check_ledger(path, head).problems[0]


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        ("{}\n", "line 5 is no observation: observation"),
        ('{"observation"', "line 5 is cut off"),
        ("\xff\n", "line 5 is no"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, tail: str, said: str) -> None:
    path = ledger(tmp_path)
    with path.open("ab") as stream:
        stream.write(tail.encode("latin-1"))

    assert said in check_ledger(path).problems[0]


def test_nothing_is_added_to_a_damaged_ledger(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    text = path.read_text().replace("drop", "drag", 1)
    path.write_text(text)

    with pytest.raises(ConflictError, match="line 1 was edited"):
        add_observation(path, TRIED)
    assert text == path.read_text()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("colour=red",), "--add got 'colour=red'"),
        ((*TRIED, "change=twice"), "gives change twice"),
        (TRIED[1:], "change: Field required"),
        ((*TRIED, *SCORED[1:]), "without the run they come from"),
        ((*TRIED, *SCORED[:1], *SCORED[2:]), "without the metric"),
        ((*TRIED, "slices=region N: 0.61"), "names a number without the run"),
        ((*TRIED, *SCORED[:2], "after=nan"), "finite"),
        ((*TRIED, *SCORED[:2], "interval=0.9,0.8"), "low end lies above"),
        ((*TRIED, *SCORED[:2], "interval=0.9"), "interval"),
        ((*TRIED, "run=../../etc"), "run: "),
        ((*TRIED, "debt=no tests"), "must begin with"),
        ((*TRIED, "debt=-no tests"), "which is not open"),
        ((*TRIED, "next=a\x1b[31m"), "control characters"),
        (("change=x", "hypothesis=y", "decision=maybe"), "decision: "),
        ((*TRIED, "iteration=0"), "iteration: "),
    ],
)
def test_what_is_wrong_is_not_added(tmp_path: Path, values: tuple[str, ...], said: str) -> None:
    path = ledger(tmp_path, 1)
    before = path.read_bytes()

    with pytest.raises(InputError, match=said):
        add_observation(path, values)
    assert before == path.read_bytes()


def test_the_summary_shows_trends_and_open_debt(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    add_observation(path, (*TRIED, *SCORED, "debt=+no tests", "debt=+no owner"))
    last = add_observation(path, (*TRIED, "run=exp-002", "metric=roc_auc", "after=0.83", "debt=-no tests"))
    summary = summarise_ledger(path)

    assert summary.trends[0].points == ((1, "exp-001", 0.81), (2, "exp-002", 0.83))
    assert (summary.open_debt, summary.paid_debt, summary.decisions) == ({"no owner": 1}, 1, {"keep": 2})
    assert last.chain == summary.head


def workspace(folder: Path, status: str = "verified") -> Path:
    """A workspace with one run, and the place of its ledger."""
    run = {
        "id": "exp-001", "status": status, "artifact": "a", "started": "", "ended": "", "seconds": 1.0, "seed": 1,
        "script_sha256": "", "config_sha256": "", "policy_sha256": "", "data_sha256": "", "primary": "roc_auc",
        "metrics": {"roc_auc": 0.8134}, "intervals": {"roc_auc": {"low": 0.7712, "high": 0.8519}},
        "environment": {
            "python": "", "platform": "", "cpu": "", "cores": 1, "memory_gib": 1.0, "gpu": None, "packages": {},
        },
    }  # fmt: skip
    record = folder / "experiments" / "exp-001" / "run.json"
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps(run), encoding="utf-8")
    return folder / "ml" / "ledger.jsonl"


@pytest.mark.parametrize("below", ["", "output/churn"])
def test_a_value_that_the_run_has_is_checked(tmp_path: Path, below: str) -> None:
    place = workspace(tmp_path / below)
    path = tmp_path / "ml" / "ledger.jsonl" if below else place
    add_observation(path, (*TRIED, *SCORED[:3], "interval=0.771,0.852"))

    assert [item.state for item in summarise_ledger(path).trends[0].seen] == ["checked"]
    assert check_ledger(path).unchecked == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("run=exp-001", "metric=roc_auc", "after=0.91"), "has roc_auc 0.8134, not 0.91"),
        (("run=exp-001", "metric=roc_auc", "after=0.8"), "has roc_auc 0.8134, not 0.8"),
        (("run=exp-001", "metric=banana", "after=1.8"), "has no banana; it has roc_auc"),
        ((*SCORED[:3], "interval=0.7,0.9"), "has the interval 0.7712 to 0.8519"),
    ],
)
def test_a_value_that_the_run_does_not_have_is_refused(tmp_path: Path, values: tuple[str, ...], said: str) -> None:
    path = workspace(tmp_path)

    with pytest.raises(InputError, match=said):
        add_observation(path, (*TRIED, *values))


def test_numbers_of_a_run_that_does_not_count_are_refused(tmp_path: Path) -> None:
    path = workspace(tmp_path, "refused")

    with pytest.raises(InputError, match="has the status refused"):
        add_observation(path, (*TRIED, *SCORED[:3]))


def test_a_value_without_a_record_or_with_two_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    add_observation(path, (*TRIED, "run=exp-999", "metric=banana", "after=1.8"))
    for name in ("a", "b"):
        workspace(tmp_path / "output" / name)
    add_observation(path, (*TRIED, "run=exp-001", "metric=banana", "after=1.9"))

    assert [item.state for item in summarise_ledger(path).trends[0].seen] == ["not checked", "not checked"]
    assert "1.8  exp-999  not checked: " in summary_text(summarise_ledger(path))
    assert [line[:6] for line in check_ledger(path).unchecked] == ["line 1", "line 2"]


def test_a_record_that_changed_later_is_named(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    add_observation(path, (*TRIED, *SCORED[:3]))
    record = tmp_path / "experiments" / "exp-001" / "run.json"
    record.write_text(record.read_text(encoding="utf-8").replace("0.8134", "0.7034"), encoding="utf-8")

    assert check_ledger(path).problems == ("line 1: exp-001 has roc_auc 0.7034, not 0.81",)


def _adds(path: Path) -> None:
    for _ in range(5):
        add_observation(path, TRIED)


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_adds, args=(path,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert (check_ledger(path).lines, check_ledger(path).problems) == (15, ())


def test_an_empty_ledger_has_no_chain_yet(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.touch()

    assert (check_ledger(path).lines, check_ledger(path).head, check_ledger(path).problems) == (0, NONE_YET, ())
