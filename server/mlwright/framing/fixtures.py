"""The small world of the simulation: customers that stay or leave, and a compact as people fill it in."""

import random
from pathlib import Path

from mlwright.framing.compacts import render_compact
from mlwright.specs.compact import Compact

ROWS = 160
DATA, RECENT, DRIFTED = "customers.csv", "recent.csv", "drifted.csv"
TARGET = "left"
COMPACT = Compact(
    problem="Customers leave unnoticed; the retention team calls at random.",
    decision="Whom the retention team calls on Monday.",
    owner="Head of retention.",
    users="Customers who are called, and those who are not.",
    target="The column left: yes within the month after the snapshot.",
    moment="On the first of the month; nothing of that month is known.",
    grain="One row per customer and month; rows of one customer stay together.",
    data="customers.csv by its hash in the profile.",
    labels="Billing closes the month; labels are final after 30 days.",
    leakage="closed_reason is filled in after a customer left.",
    baseline="A simple rule on visits, as run exp-001 scores it.",
    metric="roc_auc on the test rows, and calibration_error.",
    mistakes="A call too many is cheap and the team pays; a missed leaver is dear and the company pays.",
    slices="Plan and region.",
    gates="min_skill in the policy of the config, declared before the run.",
    change="One model on the columns of today's table.",
    rollback="Back to the list by rule, by the team lead, when calls reach fewer leavers than the rule did.",
    questions="none",
    done="The list is scored each month, and the verdict of the run is passed and signed.",
)


def write_fixtures(folder: Path) -> None:
    """Three tables: customers to learn from, recent ones that are alike, recent ones that drifted."""
    for name, seed, shift in ((DATA, 1, 0.0), (RECENT, 2, 0.0), (DRIFTED, 3, 40.0)):
        (folder / name).write_text(_customers(seed, shift), encoding="utf-8")


def by_hand(name: str) -> str:
    """The text of a file that people write; KeyError for one that they do not."""
    return {"compact.md": render_compact(COMPACT)}[name]


def _customers(seed: int, shift: float) -> str:
    draw = random.Random(seed)
    lines = ["customer,visits,spend,plan,region,closed_reason,left"]
    for place in range(ROWS):
        visits, spend = draw.randint(0, 20), draw.gauss(50, 15)
        plan, region = draw.choice(("basic", "plus", "pro")), draw.choice("NSEW")
        leaves = (8 - visits) / 4 + (50 - spend) / 30 + (plan == "basic") + draw.gauss(0, 0.7) > 0.4
        reason, left = ("moved", "yes") if leaves else ("", "no")
        lines.append(f"c{seed}-{place:04},{visits},{spend + shift:.2f},{plan},{region},{reason},{left}")
    return "\n".join(lines) + "\n"
