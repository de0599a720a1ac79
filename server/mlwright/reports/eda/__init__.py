"""The EDA report: a profile told to people, as Markdown and as a page, with numbers from the profile only."""

from mlwright.reports import rendering
from mlwright.reports.eda.facts import facts
from mlwright.reports.eda.figures import figures
from mlwright.reports.eda.summary import eda_summary
from mlwright.specs import Profile

__all__ = ["eda_html", "eda_markdown", "eda_summary"]


def eda_markdown(profile: Profile, workspace: str | None = None) -> str:
    """data/eda-report.md: what will ruin the model, the target, pictures in text, columns, and what to do next."""
    return rendering.markdown("data/eda-report.md.jinja", **facts(profile, workspace))


def eda_html(profile: Profile, workspace: str | None = None) -> str:
    """data/eda-report.html: the same as one self-contained page without scripts."""
    return rendering.html("data/eda-report.html.jinja", **facts(profile, workspace), figures=figures(profile))
