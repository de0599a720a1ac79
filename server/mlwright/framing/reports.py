"""Plans, ledgers and simulations as text."""

from collections.abc import Iterator

from mlwright.specs.compact import CompactReport
from mlwright.specs.observation import LedgerReport, LedgerSummary, Trend
from mlwright.specs.plan import Lane, Plan
from mlwright.specs.simulation import Simulation, TaskResult


def plan_text(plan: Plan) -> str:
    """A plan for a reader."""
    kind = plan.family or plan.kind
    said = "; ".join(f"“{item.quote}”" for item in plan.because) or "no word of the brief says what it is"
    lines = [f"{kind}: {said}", *([f"also heard: {', '.join(plan.also)}"] if plan.also else [])]
    lines += [plan.refused] if plan.refused else []
    lines += [*plan.advice, ""]
    if plan.lanes:
        lines += ["lanes:", *(_lane(lane) for lane in plan.lanes), ""]
    if plan.known:
        lines += ["said:", *(f"  {item.name}: “{item.answer.quote}”" for item in plan.known), ""]
    if plan.unknowns:
        asked = [f"  {'!' if item.blocks else '-'} {item.name}: {item.question}" for item in plan.unknowns]
        lines += ["open (! blocks):", *asked, ""]
    lines.append(f"ready: {'yes' if plan.ready else 'no'}")
    return "\n".join(lines) + "\n"


def compact_text(report: CompactReport) -> str:
    """What a check of a compact found."""
    lines = [f"missing: {title}" for title in report.missing]
    lines += [f"wrong: {problem}" for problem in report.problems]
    lines += [f"open: {question}" for question in report.open]
    lines.append(f"{report.characters:,} characters; ready: {'yes' if report.ready else 'no'}")
    return "\n".join(lines) + "\n"


def _counted(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def ledger_text(report: LedgerReport) -> str:
    """What a check of a ledger found."""
    unchecked = [f"not checked: {item}" for item in report.unchecked]
    lines = [*report.problems, *unchecked, f"{_counted(report.lines, 'line')}; last hash {report.head}"]
    return "\n".join(lines) + "\n"


def summary_text(summary: LedgerSummary) -> str:
    """Where the iterations lead."""
    decided = ", ".join(f"{count} {name}" for name, count in summary.decisions.items())
    lines = [f"{_counted(summary.iterations, 'iteration')}: {decided or 'none'}"]
    for trend in summary.trends:
        lines += [f"{trend.metric}:", *_points(trend)]
    lines += [f"open since iteration {number}: {name}" for name, number in summary.open_debt.items()]
    lines.append(f"debt: {len(summary.open_debt)} open, {summary.paid_debt} paid; last hash {summary.head}")
    return "\n".join(lines) + "\n"


def _points(trend: Trend) -> Iterator[str]:
    return (
        f"  {number:>4}  {value:g}  {run}" + ("" if seen.state == "checked" else f"  {seen.state}: {seen.why}")
        for (number, run, value), seen in zip(trend.points, trend.seen, strict=True)
    )


def task_text(task: TaskResult) -> str:
    """A task's score, and what of it is missing."""
    lines = [f"{task.id} {task.title}: {task.score} of {task.required}"]
    lines += [f"  ✗ {item.path}: {item.why}" for item in task.outputs if not item.holds]
    lines += [f"  step {item.command}: {item.why}" for item in task.steps if item.ok is False]
    return "\n".join(lines)


def simulation_text(done: Simulation) -> str:
    """The score in all, and what no command does yet."""
    left = f" without {', '.join(done.without)}" if done.without else ""
    return "\n".join(
        [f"in all{left}: {done.score} of {done.required} required outputs", "by hand:", *_by_hand(done), ""]
    )


def _by_hand(done: Simulation) -> Iterator[str]:
    return (f"  {task.id}: {item}" for task in done.tasks for item in task.by_hand)


def _lane(lane: Lane) -> str:
    does = ", ".join([*lane.tools, *lane.commands])
    hand = f"by hand: {lane.by_hand}" if lane.by_hand else ""
    words = f"“{lane.because.quote}”"
    return f"  {lane.name} – {lane.title} ({words})\n      {'; '.join(part for part in (does, hand) if part)}"
