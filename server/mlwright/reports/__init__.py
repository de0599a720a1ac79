"""What people read: EDA report, schema suggestion, run report; numbers only from papers and predictions."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mlwright.reports.eda import eda_html, eda_markdown, eda_summary
from mlwright.reports.evidence import unsupported_numbers, visible_text
from mlwright.reports.run_markdown import run_markdown
from mlwright.reports.schema import schema_suggestion
from mlwright.reports.summary import run_summary, summary_text

if TYPE_CHECKING:
    from mlwright.reports.run_page import run_report

__all__ = [
    "eda_html",
    "eda_markdown",
    "eda_summary",
    "run_markdown",
    "run_report",
    "run_summary",
    "schema_suggestion",
    "summary_text",
    "unsupported_numbers",
    "visible_text",
]


def __getattr__(name: str) -> Any:
    # the page of a run draws with matplotlib, which costs more to import than a small profile to make
    if name != "run_report":
        raise AttributeError(name)
    return import_module("mlwright.reports.run_page").run_report
