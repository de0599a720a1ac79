"""The run report: one self-contained page that answers first and shows its evidence after."""

import pandas as pd

from mlwright.reports import rendering
from mlwright.reports.pictures import (
    Picture,
    candidates_picture,
    color_note,
    feature_pictures,
    missing_picture,
    result_pictures,
    target_picture,
)
from mlwright.reports.results import (
    DROP_TITLES,
    Headline,
    folds_spread,
    gate_line,
    goal_of,
    headline,
    kept_out,
    rows_used,
)
from mlwright.reports.run_markdown import metric_rows
from mlwright.reports.strip import score_strip
from mlwright.specs import ExperimentConfig, FeatureSpec, Profile, Run, Verdict

PAPERS = (
    ("handoff.json", "stages, hashes, approvals"),
    ("data/eda-report.html", "what the table holds"),
    ("data/schema-suggestion.yaml", "what each column seems to be"),
    ("ml/feature-spec.md", "what the model may see; edit this to change the run"),
    ("ml/training_script.py", "the script, yours to read and change"),
    ("ml/experiment-config.yaml", "split, candidates, metrics, policy"),
)


def run_report(
    *,
    slug: str,
    profile: Profile,
    spec: FeatureSpec,
    config: ExperimentConfig,
    run: Run,
    verdict: Verdict,
    predictions: pd.DataFrame | None,
    sample: pd.DataFrame | None,
) -> str:
    """report/index.html: hero, gates, pictures, what was kept out, checks, environment, how to go on.

    Args:
        predictions: Columns row (0-based row of the source table), y_true, prediction, proba_<label>; the test part.
        sample: Rows of the source table as text, all columns; all rows in file order where a series is forecast.

    Raises:
        PaperError: The predictions lack a column.
    """
    head = headline(run, verdict)
    shows = head.trusted and predictions is not None
    return rendering.html(
        "report/index.html.jinja",
        slug=slug,
        profile=profile,
        spec=spec,
        config=config,
        run=run,
        verdict=verdict,
        head=head,
        strip=score_strip(head),
        goal=goal_of(spec, config),
        rows=rows_used(run, spec),
        gates=gate_line(verdict),
        failed=[result for result in verdict.results if not result.passed],
        dropped=kept_out(spec),
        drop_titles=DROP_TITLES,
        metrics=metric_rows(run) if head.trusted else [],
        candidates=[(found, folds_spread(found)) for found in run.candidates] if head.trusted else [],
        results=result_pictures(profile, spec, predictions, sample) if shows and predictions is not None else [],
        comparison=_comparison(run, head),
        table=[found for found in (target_picture(profile), missing_picture(profile)) if found],
        features=feature_pictures(profile, spec, sample),
        color_note=color_note(spec) if sample is not None else "",
        papers=PAPERS,
    )


def _comparison(run: Run, head: Headline) -> list[Picture]:
    found = candidates_picture(run, head) if head.trusted else None
    return [found] if found else []
