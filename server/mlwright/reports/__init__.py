"""What people read: EDA report, schema suggestion, run report; numbers only from papers and predictions."""

from mlwright.reports.eda import eda_html, eda_markdown
from mlwright.reports.evidence import unsupported_numbers
from mlwright.reports.run_markdown import run_markdown
from mlwright.reports.run_page import run_report
from mlwright.reports.schema import schema_suggestion
from mlwright.reports.summary import run_summary, summary_text

__all__ = [
    "eda_html",
    "eda_markdown",
    "run_markdown",
    "run_report",
    "run_summary",
    "schema_suggestion",
    "summary_text",
    "unsupported_numbers",
]
