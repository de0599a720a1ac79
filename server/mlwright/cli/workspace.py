"""Commands about a workspace that is there."""

from pathlib import Path

import click

from mlwright.cli.options import EXITS, as_json_text, json_option, names_workspace, steps, workspace_argument
from mlwright.specs.metrics import in_short


@click.command(epilog=EXITS)
@workspace_argument
@json_option
def status(workspace: Path, as_json: bool) -> None:
    """Where we are: which papers exist, which are stale or edited, what was approved, what is next."""
    facts = steps().status(workspace)
    if as_json:
        click.echo(as_json_text(facts))
        return
    click.echo(f"{facts['workspace']}  (from {facts['source']})")
    for stage, entry in facts["stages"].items():
        signed = f"  approved by {entry['approved_by']}" if entry["approved_by"] else ""
        signed += f"  rejected by {entry['rejected_by']}" if entry["rejected_by"] else ""
        why = f"  {entry['why']}" if entry["why"] else ""
        click.echo(f"  {stage:8} {entry['state']:8}{signed}{why}")
    for item in facts["runs"]:
        score = "" if item["score"] is None else f"  {item['primary']} {in_short(item['score'])}"
        click.echo(f"  {item['id']}  {item['status']}{score}")
    for item in facts["suggestions"]:
        click.echo(f"  {item['run']} suggests {item['code']}: {item['says']}")
    for note in facts["notes"]:
        click.echo(f"  {note}")
    click.echo(f"next: {facts['next']}")


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--by", required=True, help="Who signs.")
@click.option("--stage", default="gate", show_default=True, help="What is signed.")
@click.option("--reject", is_flag=True, help="Sign that it must not go on.")
@click.option("--note", default="", help="A word with the signature.")
@json_option
def approve(workspace: Path, by: str, stage: str, reject: bool, note: str, as_json: bool) -> None:
    """Sign a stage as it is now; any later change of its files voids the signature."""
    signed = steps().approve(workspace, by=by, stage=stage, approved=not reject, note=note)
    if as_json:
        click.echo(as_json_text(signed.model_dump(mode="json")))
    else:
        click.echo(f"{stage} {'approved' if signed.approved else 'rejected'} by {signed.by} at {signed.at}")


@click.command(epilog=EXITS)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="CSV to write (default: standard output).")
@click.option("--run", "run_id", help="Which verified run (default: the latest), such as exp-001.")
@click.option("--strict", is_flag=True, help="Refuse DATA that lacks a column of the model; else that is a warning.")
@names_workspace
def predict(workspace: Path, data: Path, out: Path | None, run_id: str | None, strict: bool) -> None:
    """Score new rows: columns prediction and, for classes, proba_<label>, one line per row of DATA."""

    def warn(text: str) -> None:
        click.echo(f"warning: {text}", err=True)

    if out is not None:
        steps().write_predictions(workspace, data, out, run_id=run_id, strict=strict, warn=warn)
        click.echo(f"written to {out}", err=True)
    else:
        scored = steps().predict(workspace, data, run_id=run_id, strict=strict, warn=warn)
        click.echo(scored.to_csv(index=False), nl=False)
