"""The command that runs what the papers show."""

from pathlib import Path

import click

from mlwright.assets import asset_root
from mlwright.cli.options import as_json_text, json_option
from mlwright.functionality import Outcome, shown_in
from mlwright.functionality import audit as audited

EXITS = "Exit codes: 0 every command does what its paper says, 1 one does not, 2 usage or bad input, 130 stopped."
MARKS = {"ok": "✓", "failed": "✗", "skipped": "–"}


@click.command(epilog=EXITS)
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where README.md, docs/ and skills/ lie (default: what is shipped).",
)
@json_option
def audit(root: Path | None, as_json: bool) -> int:
    """Run every documented mlwright command on a small example in a scratch folder; stop at the first that fails."""
    commands = shown_in(root or asset_root())
    if not commands:
        raise click.UsageError("no paper with a command of mlwright lies there")
    outcomes = audited(commands, tell=None if as_json else _tell)
    failed = any(outcome.state == "failed" for outcome in outcomes)
    if as_json:
        facts = [{**outcome._asdict(), "shown": outcome.shown._asdict()} for outcome in outcomes]
        click.echo(as_json_text({"commands": len(commands), "failed": failed, "outcomes": facts}))
    else:
        states = [outcome.state for outcome in outcomes]
        counts = ", ".join(f"{states.count(state)} {state}" for state in MARKS if state in states)
        click.echo(f"{len(outcomes)} of {len(commands)} commands: {counts}")
    return 1 if failed else 0


def _tell(outcome: Outcome) -> None:
    why = f"  ({outcome.why})" if outcome.why else ""
    click.echo(f"{MARKS[outcome.state]} {outcome.shown.place}  {outcome.ran or outcome.shown.text}{why}")
