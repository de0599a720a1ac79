"""What a brief asks for, and the papers of careful iterations: plan, compact, ledger, the ten tasks."""

from mlwright.framing.appending import add_observation
from mlwright.framing.compacts import check_compact, compact_template, draft_compact, parse_compact, render_compact
from mlwright.framing.ledgers import check_ledger, ledger_template, summarise_ledger
from mlwright.framing.pages import compact_page, ledger_page, tasks_page
from mlwright.framing.planning import plan
from mlwright.framing.simulation import simulate
from mlwright.framing.tasks import TASKS

__all__ = [
    "TASKS",
    "add_observation",
    "check_compact",
    "check_ledger",
    "compact_page",
    "compact_template",
    "draft_compact",
    "ledger_page",
    "ledger_template",
    "parse_compact",
    "plan",
    "render_compact",
    "simulate",
    "summarise_ledger",
    "tasks_page",
]
