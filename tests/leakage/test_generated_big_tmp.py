"""The scripts that mlwright writes do not leak, and the reviewer sees it when one of them is made to."""

import ast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlwright.generation import training_files
from mlwright.specs import Split
from tests.generation.test_script import specs
from tests.leakage.marks import KIND
from tests.leakage.sabotages import SABOTAGES, Sabotage
from tests.leakage.worlds import WORLDS, review, script_of

NEAR = 3


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(specs(), st.booleans(), st.booleans())
def test_the_script_of_any_spec_has_no_findings(spec, lightgbm, forecasting):
    if forecasting:
        rule = Split(strategy="forecast", reason=spec.split.reason, column=spec.split.column)
        spec = spec.model_copy(update={"task": "forecasting", "classes": (), "positive": None, "split": rule})
    script = training_files(spec, lightgbm=lightgbm)["training_script.py"]

    assert review(script) == ([], [])


@pytest.mark.parametrize("world", WORLDS)
def test_a_script_has_no_findings_before_it_is_spoilt(world):
    assert review(script_of(world)) == ([], [])


def near(sabotage: Sabotage) -> list[str]:
    """Codes of the right kind that are reported within a few lines of the edit."""
    script, lines = sabotage.apply(script_of(sabotage.world))
    ast.parse(script)
    findings, _ = review(script)
    wide = range(lines.start - NEAR, lines.stop + NEAR)
    return [
        finding.code
        for finding in findings
        if KIND.get(finding.code) == KIND[sabotage.code] and finding.place.line in wide
    ]


@pytest.mark.parametrize("sabotage", [pytest.param(item, id=item.name) for item in SABOTAGES])
def test_each_sabotage_is_reported_where_it_was_done(sabotage):
    assert near(sabotage)


def test_the_table_names_many_kinds_of_mistakes_once_each():
    assert len(SABOTAGES) >= 25
    assert len({item.name for item in SABOTAGES}) == len(SABOTAGES)
    assert {KIND[item.code] for item in SABOTAGES} == {"preprocessing", "overlap", "tuning", "target", "time", "groups"}
