"""The commands that copy skills into a host's folder and remove them again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mlwright.cli.options import Command, as_json_text, json_option
from mlwright.hosts import BY_KEY, Host
from mlwright.skills import Skill, find_skill, read_skills
from mlwright.skills.installing import Change, host_folder
from mlwright.skills.installing import install as installed
from mlwright.skills.installing import uninstall as uninstalled
from mlwright.skills.plugin_folder import plugin_lines
from mlwright.skills.receipt import RECEIPT

EXITS = "Exit codes: 0 fine, 2 usage or bad input, 130 stopped."


def place_options(command: Command) -> Command:
    """Adds the options that say where and which."""
    for option in (
        click.option("--only", multiple=True, metavar="NAME", help="Only this skill; may be repeated (default: all)."),
        click.option("--dry-run", is_flag=True, help="Say what would be done, file by file, and do nothing."),
        click.option(
            "--project",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="The host's folder in this project (default: the user's own).",
        ),
        click.option("--host", type=click.Choice(list(BY_KEY)), required=True, help="Whose folder."),
    ):
        command = option(command)
    return command


@click.command(epilog=EXITS)
@place_options
@click.option("--force", is_flag=True, help="Replace folders that others wrote or that were edited.")
@json_option
def install(host: str, project: Path | None, dry_run: bool, only: tuple[str, ...], force: bool, as_json: bool) -> int:
    """Copy skills into a host's folder, for hosts without plugins or where only some skills are wanted."""
    to = BY_KEY[host]
    home = host_folder(to, project)
    changes = installed(_chosen(only), home, dry=dry_run, force=force)
    if as_json:
        click.echo(as_json_text(_paper(to, home, dry_run, changes)))
        return 0
    _tell(changes, dry_run)
    if to.plugin and not dry_run:
        click.echo("skills only; the whole plugin, with its server and agents:")
        click.echo("\n".join(f"    {line}" for line in plugin_lines(to)))
    return 0


@click.command(epilog=EXITS)
@place_options
@json_option
def uninstall(host: str, project: Path | None, dry_run: bool, only: tuple[str, ...], as_json: bool) -> int:
    """Remove what install wrote and the folders that are empty then; edited files and files of others stay."""
    to = BY_KEY[host]
    home = host_folder(to, project)
    names = [skill.name for skill in _chosen(only)] if only else _written_in(home)
    changes = uninstalled(names, home, dry=dry_run, base=to.base(project))
    if as_json:
        click.echo(as_json_text(_paper(to, home, dry_run, changes)))
    else:
        _tell(changes, dry_run)
    return 0


def _chosen(only: Sequence[str]) -> tuple[Skill, ...]:
    shipped = read_skills()
    return tuple({skill.name: skill for skill in (find_skill(name, shipped) for name in only)}.values()) or shipped


def _written_in(home: Path) -> list[str]:
    """Folders with a receipt, also those of skills that this version no longer has."""
    return sorted(file.parent.name for file in home.glob(f"[!.]*/{RECEIPT}"))


def _tell(changes: Sequence[Change], dry: bool) -> None:
    for change in changes:
        verb = f"would be {change.action}" if dry else change.action
        reason = f": {', '.join(change.files)}" if change.action == "kept" else ""
        click.echo(f"{change.folder}: {verb}{reason}")
        if dry and change.action in ("installed", "replaced"):
            click.echo("\n".join(f"    {change.folder / name}" for name in change.files))
    if not changes:
        click.echo("nothing to do")


def _paper(host: Host, home: Path, dry: bool, changes: Sequence[Change]) -> dict[str, Any]:
    lines = [
        {"skill": item.skill, "action": item.action, "folder": str(item.folder), "files": list(item.files)}
        for item in changes
    ]
    return {"host": host.key, "folder": str(home), "dry_run": dry, "changes": lines}
