"""Commands before and beside model work: plan, compact, ledger, simulate."""

from pathlib import Path

import click

from mlwright import framing
from mlwright.cli.options import json_option
from mlwright.errors import InputError, PaperError, quoted
from mlwright.framing import reports
from mlwright.specs.plan import Plan
from mlwright.workspace import write_file

NOT_READY = "Exit codes: 0 ready, 1 something is missing, wrong or open, 2 usage or bad input, 130 stopped."
DAMAGED = "Exit codes: 0 fine, 1 the ledger is damaged, 2 usage or bad input, 130 stopped."
LARGEST = 1 << 20
out_option = click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it here.")


@click.command(epilog="Exit codes: 0 the brief was read, 1 it is no requirement, 2 usage or bad input, 130 stopped.")
@click.argument("brief")
@click.option("--fact", "facts", multiple=True, metavar="KEY=VALUE", help="What was said beside it, such as labels=no.")
@out_option
@json_option
def plan(brief: str, facts: tuple[str, ...], out: Path | None, as_json: bool) -> int:
    """Read a brief: which kind of problem, which lanes of work because of which words, what is not known."""
    paper = framing.plan(brief, _pairs(facts))
    if out is not None:
        write_file(out, paper.model_dump_json(indent=2) + "\n")
    click.echo(paper.model_dump_json(indent=2) + "\n" if as_json else reports.plan_text(paper), nl=False)
    return 1 if paper.refused else 0


@click.command(epilog=NOT_READY)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--plan", "source", type=click.Path(path_type=Path), metavar="FILE", help="Draft one from this plan.json."
)
@out_option
@json_option
def compact(file: Path | None, source: Path | None, out: Path | None, as_json: bool) -> int:
    """Print the template of the Iteration Compact, draft one from a plan, or check FILE."""
    if file is None:
        return _written_compact(source, out, as_json)
    if source is not None or out is not None:
        raise InputError("FILE is checked, --plan and --out write", "check and write in two calls")
    report = framing.check_compact(file)
    click.echo(report.model_dump_json(indent=2) + "\n" if as_json else reports.compact_text(report), nl=False)
    return 0 if report.ready else 1


@click.command(epilog=DAMAGED)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--add", "values", multiple=True, metavar="FIELD=VALUE", help="Append an observation; repeat for each field."
)
@click.option("--summary", is_flag=True, help="Values over the iterations, decisions, open debt.")
@click.option("--head", default="", metavar="HASH", help="The hash that the last line should have.")
@json_option
def ledger(file: Path | None, values: tuple[str, ...], summary: bool, head: str, as_json: bool) -> int:
    """Check the observation ledger FILE, append to it, or sum it up; without FILE, show its fields."""
    if sum(map(bool, (values, summary, head))) > 1:
        raise InputError("--add, --summary and --head do different things", "use one of them at a time")
    if file is None:
        if values or summary or head:
            raise InputError("no ledger was named", "name one, such as output/churn/ml/ledger.jsonl")
        click.echo(framing.ledger_template(), nl=False)
        return 0
    if values:
        entry = framing.add_observation(file, values)
        click.echo(
            entry.model_dump_json(indent=2) if as_json else f"iteration {entry.observation.iteration}: {entry.chain}"
        )
        return 0
    if summary:
        found = framing.summarise_ledger(file)
        click.echo(found.model_dump_json(indent=2) + "\n" if as_json else reports.summary_text(found), nl=False)
        return 0
    report = framing.check_ledger(file, head)
    click.echo(report.model_dump_json(indent=2) + "\n" if as_json else reports.ledger_text(report), nl=False)
    return 1 if report.problems else 0


@click.command(
    epilog="Exit codes: 0 every required output came about, 1 one did not, 2 usage or bad input, 130 stopped."
)
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
@click.option("--all", "everything", is_flag=True, help="All ten tasks, which is what no TASK means, too.")
@click.option("--without", multiple=True, metavar="LANE", help="Leave out the steps of a lane; repeat for more.")
@json_option
def simulate(tasks: tuple[str, ...], everything: bool, without: tuple[str, ...], as_json: bool) -> int:
    """Run the ten tasks (MLE-01 to MLE-10) on a small table in a scratch folder and count their required outputs."""
    if tasks and everything:
        raise InputError("--all and single tasks contradict each other", "use one of them")
    done = framing.simulate(tasks, without=without, tell=lambda task: click.echo(reports.task_text(task), err=as_json))
    click.echo(done.model_dump_json(indent=2) + "\n" if as_json else reports.simulation_text(done), nl=False)
    return 0 if done.score == done.required else 1


def _written_compact(source: Path | None, out: Path | None, as_json: bool) -> int:
    drafted = None if source is None else framing.draft_compact(_plan_of(source))
    text = framing.compact_template() if drafted is None else framing.render_compact(drafted)
    if out is not None:
        write_file(out, text)
    elif as_json and drafted is not None:
        click.echo(drafted.model_dump_json(indent=2))
    else:
        click.echo(text, nl=False)
    return 0


def _plan_of(path: Path) -> Plan:
    try:
        with path.open("rb") as stream:
            return Plan.model_validate_json(stream.read(LARGEST))
    except OSError as error:
        raise InputError(
            f"cannot read {quoted(path)}: {error.strerror}", "write one: mlwright plan BRIEF --out plan.json"
        ) from None
    except ValueError as error:
        raise PaperError(
            f"{quoted(path)} is no plan: {str(error).splitlines()[0]}", "write it anew with mlwright plan"
        ) from None


def _pairs(facts: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals or name in given:
            raise InputError(f"--fact got {quoted(fact, 80)}", "give KEY=VALUE, each key once, such as labels=no")
        given[name] = value
    return given
