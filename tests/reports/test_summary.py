"""The same facts as JSON, as ten seconds of text, and as the run's own page."""

import json
from typing import Any

from mlwright.reports import run_markdown, run_summary, summary_text
from mlwright.specs import Dropped, GateResult, Question
from tests.reports.small_papers import config_of, profile_of, run_of, spec_of, table, verdict_of

FILES = {"report": "output/trial/report/index.html"}


def papers(**changes: Any) -> dict[str, Any]:
    profile = profile_of(table())
    spec = spec_of(profile)
    facts = {"profile": profile, "spec": spec, "config": config_of(spec), "run": run_of(), "verdict": verdict_of()}
    return facts | {"files": FILES} | changes


def test_text_tells_score_baseline_verdict_drops_question_and_file() -> None:
    text = summary_text(**papers())

    assert "best baseline 0.500 (constant)" in text
    assert "95% interval" in text
    assert "Verdict   PASSED (2 of 2 gates passed)" in text
    assert "Kept out  leak: later; id: id" in text
    assert "Question  Is it known in time?" in text
    assert "report: output/trial/report/index.html" in text


def test_text_stays_within_twenty_lines_however_much_there_is() -> None:
    spec = spec_of(profile_of(table()))
    many = spec.model_copy(
        update={
            "questions": tuple(Question(text=f"question {place}\nwith a line") for place in range(30)),
            "dropped": tuple(Dropped(name=f"c{place}" * 40, reason="leak", why="late") for place in range(30)),
        }
    )
    failed = tuple(GateResult(gate=f"g{place}", rule="r", passed=False, why="w" * 900) for place in range(30))
    verdict = verdict_of(passed=False).model_copy(update={"results": failed})
    files = {f"file {place}": "x" for place in range(30)}
    lines = summary_text(**papers(spec=many, verdict=verdict, files=files)).splitlines()

    assert len(lines) <= 20
    assert max(map(len, lines)) <= 250
    assert any("and 27 questions more" in line for line in lines)
    assert any("and 27 failed gates more" in line for line in lines)


def test_json_holds_the_same_facts() -> None:
    facts = json.loads(json.dumps(run_summary(**papers()), allow_nan=False))

    assert (facts["score"], facts["baseline"]) == (0.8125, {"name": "constant", "score": 0.5})
    assert facts["decision"] == "passed"
    assert [dropped["reason"] for dropped in facts["dropped"]] == ["leak", "id"]
    assert facts["files"] == FILES


def test_a_run_that_is_not_verified_has_no_score_anywhere() -> None:
    run = run_of(status="refused", reason="metrics differ", metrics={"roc_auc": 0.98765})
    facts = run_summary(**papers(run=run))
    text = summary_text(**papers(run=run))
    markdown = run_markdown(run, verdict_of(), config_of(spec_of(profile_of(table()))))

    assert (facts["score"], facts["metrics"], facts["winner"], facts["baseline"]) == (None, {}, None, None)
    assert facts["decision"] == "no result"
    for said in (text, markdown):
        assert "metrics differ" in said
        assert "0.98" not in said
        assert "No verified score" in said


def test_the_runs_own_page_lists_gates_candidates_and_checks() -> None:
    failing = verdict_of(passed=False, why="six <looks> | too many")
    markdown = run_markdown(run_of(), failing, config_of(spec_of(profile_of(table()))))

    assert "| `linear_model` (winner) | candidate |" in markdown
    assert "**NO** | six &lt;looks&gt; \\| too many |" in markdown
    assert "- passed: metrics recomputed" in markdown
    assert "1 of 2 gates passed" in markdown


def test_lower_is_better_picks_the_lowest_baseline() -> None:
    text = table("regression")
    profile = profile_of(text, "regression")
    spec = spec_of(profile, "regression")
    run = run_of("regression")
    worse = run.candidates[1].model_copy(update={"name": "worse", "test": 1.7})
    facts = run_summary(
        profile,
        spec,
        config_of(spec),
        run.model_copy(update={"candidates": (*run.candidates, worse)}),
        verdict_of(),
        {},
    )

    assert facts["baseline"] == {"name": "constant", "score": 0.9}
