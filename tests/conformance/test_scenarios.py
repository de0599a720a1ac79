"""The conformance suite's scenarios: each ends exactly as listed, and none is forgotten."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conformance.conftest import Record
from tests.conformance.suite import ERAS, LEFT_OUT, Tally, judge, offered, reasons, run_scenario

pytestmark = pytest.mark.slow
RUNS = [(era, scenario) for era, scenarios in ERAS.items() for scenario in scenarios]
NOBODY = "http://127.0.0.1:9/mcp"


@pytest.mark.parametrize(("era", "scenario"), RUNS)
def test_a_scenario_ends_as_listed(era: str, scenario: str, address: str, tmp_path: Path, record: Record) -> None:
    tally = record(era, scenario, run_scenario(scenario, era, address, tmp_path))

    assert judge(tally, ERAS[era][scenario]) == []


def test_every_scenario_of_the_suite_is_listed_or_left_out_with_one_reason() -> None:
    found = offered()

    assert len(found) > 50
    for scenario, revisions in found.items():
        for era in ERAS:
            runs = scenario in ERAS[era]
            if runs:
                assert revisions & {era, "extension"}, scenario
            elif era in revisions:
                assert len(reasons(scenario)) == 1, scenario
    assert {scenario for _, scenario in RUNS} <= set(found)
    assert [pattern for pattern in LEFT_OUT if not any(pattern in _patterns(name) for name in found)] == []


def _patterns(scenario: str) -> list[str]:
    return [pattern for pattern, reason in LEFT_OUT.items() if reason in reasons(scenario)]


def test_an_expected_failure_or_skip_says_why() -> None:
    for scenarios in ERAS.values():
        for expected in scenarios.values():
            assert ("because" in expected) == ("failed" in expected or "skipped" in expected)


def test_the_judgement_notices_a_scenario_that_our_server_cannot_meet(address: str, tmp_path: Path) -> None:
    tally = run_scenario("tools-call-simple-text", "2026-07-28", address, tmp_path)

    assert "tools-call-simple-text failed" in judge(tally, {"passed": 2})


def test_the_judgement_notices_a_dead_server(tmp_path: Path) -> None:
    assert judge(run_scenario("tools-list", "2026-07-28", NOBODY, tmp_path), {"passed": 4}) != []


def test_the_judgement_notices_every_kind_of_difference() -> None:
    expected = {"passed": 2, "failed": ["a"], "skipped": 1}
    good = Tally(passed=2, failed=("a",), skipped=1)

    assert judge(good, expected) == []
    assert judge(replace(good, failed=()), expected) == ["a no longer fails"]
    assert judge(replace(good, failed=("a", "b")), expected) == ["b failed"]
    assert judge(replace(good, skipped=0), expected) == ["0 checks were skipped, expected 1"]
    assert judge(replace(good, passed=0), expected) == ["no check passed", "0 checks passed, expected 2"]
