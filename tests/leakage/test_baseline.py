"""The baseline: it knows findings when lines move, and says which of its entries fit nothing any more."""

import json
import os

import pytest

from mlwright.errors import InputError, OutsideError
from mlwright.leakage import baseline
from mlwright.leakage.findings import Finding, Place


def at(path, line: int, context: str = "X = fit(X)", code: str = "LK101") -> Finding:
    return Finding(code, "name", "high", "high", Place(str(path), line), "message", context=context)


def test_findings_are_known_after_lines_moved(tmp_path):
    file = tmp_path / "baseline.json"
    code = tmp_path / "a.py"
    assert baseline.write(str(file), [at(code, 3), at(code, 9)], lambda item: True) == 2

    done = baseline.compare([at(code, 30), at(code, 90)], baseline.read(str(file)), str(file), [str(code)])

    assert (done.findings, len(done.known), done.stale) == ((), 2, ())


@pytest.mark.parametrize("changed", [{"context": "X = fit(Z)"}, {"code": "LK102"}, {"path": "b.py"}])
def test_another_text_rule_or_file_is_new_and_the_old_entry_is_stale(tmp_path, changed):
    file = tmp_path / "baseline.json"
    baseline.write(str(file), [at(tmp_path / "a.py", 3)], lambda item: True)
    new = at(tmp_path / changed.pop("path", "a.py"), 3, **changed)

    done = baseline.compare([new], baseline.read(str(file)), str(file), [str(tmp_path / "a.py")])

    assert (done.findings, done.known) == ((new,), ())
    assert [(entry.code, entry.path) for entry in done.stale] == [("LK101", "a.py")]


def test_one_more_of_the_same_line_is_new(tmp_path):
    file, code = tmp_path / "baseline.json", tmp_path / "a.py"
    baseline.write(str(file), [at(code, 3)], lambda item: True)

    done = baseline.compare([at(code, 3), at(code, 8)], baseline.read(str(file)), str(file), [str(code)])

    assert [item.place.line for item in done.findings] == [8]


def test_an_entry_of_a_file_that_was_not_reviewed_is_not_stale(tmp_path):
    file, code = tmp_path / "baseline.json", tmp_path / "a.py"
    code.write_text("x")
    baseline.write(str(file), [at(code, 3)], lambda item: True)

    elsewhere = baseline.compare([], baseline.read(str(file)), str(file), [str(tmp_path / "b.py")])
    code.unlink()
    gone = baseline.compare([], baseline.read(str(file)), str(file), [str(tmp_path / "b.py")])

    assert (len(elsewhere.stale), len(gone.stale)) == (0, 1)


def test_the_number_of_an_equal_line_does_not_depend_on_what_is_selected(tmp_path):
    file, code = tmp_path / "baseline.json", tmp_path / "a.py"
    findings = [at(code, 3), at(code, 9)]

    assert baseline.write(str(file), findings, lambda item: item.place.line == 9) == 1

    done = baseline.compare(findings, baseline.read(str(file)), str(file), [str(code)])
    assert [item.place.line for item in done.findings] == [3]


def test_the_file_is_the_same_each_time_and_holds_no_control_signs(tmp_path):
    findings = [at(tmp_path / "b.py", 3, "x = '\x1b[31m'"), at(tmp_path / "a.py", 3)]

    baseline.write(str(tmp_path / "1"), findings, lambda item: True)
    baseline.write(str(tmp_path / "2"), findings[::-1], lambda item: True)

    raw = (tmp_path / "1").read_bytes()
    assert raw == (tmp_path / "2").read_bytes()
    assert b"\x1b" not in raw
    assert [item["path"] for item in json.loads(raw)["findings"]] == ["a.py", "b.py"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"mlwright-review-baseline": 2}', '{"mlwright-review-baseline": 1, "findings": [{}]}']
)
def test_what_is_no_baseline_is_refused(tmp_path, text):
    (tmp_path / "b.json").write_text(text)

    with pytest.raises(InputError, match="baseline"):
        baseline.read(str(tmp_path / "b.json"))


def test_a_missing_baseline_says_how_to_make_one(tmp_path):
    with pytest.raises(InputError) as refused:
        baseline.read(str(tmp_path / "b.json"))

    assert "--write-baseline" in refused.value.hint


def test_a_link_is_not_written_through(tmp_path):
    (tmp_path / "target").write_text("mine")
    (tmp_path / "b.json").symlink_to(tmp_path / "target")

    with pytest.raises(OutsideError):
        baseline.write(str(tmp_path / "b.json"), [], lambda item: True)
    assert (tmp_path / "target").read_text() == "mine"


@pytest.mark.parametrize("text", ["x = 1\n", "{}", ""])
def test_a_file_that_is_no_baseline_is_not_overwritten(tmp_path, text):
    file = tmp_path / "a.py"
    file.write_text(text)

    with pytest.raises(InputError, match="not overwritten"):
        baseline.write(str(file), [at("a.py", 3)], lambda item: True)

    assert text == file.read_text()
    baseline.write(str(tmp_path / "b.json"), [], lambda item: True)
    assert baseline.write(str(tmp_path / "b.json"), [at("a.py", 3)], lambda item: True) == 1


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path in (str(pipe), "/dev/zero", str(tmp_path)):
        with pytest.raises(InputError):
            baseline.read(path)


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "b.json"
    baseline.write(str(file), [], lambda item: True)
    monkeypatch.setattr(baseline, "LARGEST", 10)

    with pytest.raises(InputError, match="more than 10 bytes"):
        baseline.read(str(file))
