"""The commands around skills: list, show, run, pack; installing them stands beside."""

import json
from pathlib import Path
from typing import Any

import click

from mlwright.cli.options import as_json_text, json_option
from mlwright.cli.skills_installing import install, uninstall
from mlwright.errors import ConflictError, InputError, MlwrightError, PaperError, quoted
from mlwright.skills import Skill, read_skills
from mlwright.skills.own import Shelf, read_shelf
from mlwright.skills.packing import packed, write_archive
from mlwright.skills.plan_parsing import parse_plan
from mlwright.skills.rendering import render
from mlwright.skills.values import from_text, pairs_of
from mlwright.workspace import write_file

EXITS = "Exit codes: 0 fine, 2 usage or bad input, 130 stopped."
LARGEST_VALUES = 1024 * 1024

root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="Folder whose .mlwright/skills/ holds skills and templates of your own (default: here).",
)
force_option = click.option("--force", is_flag=True, help="Overwrite FILE when it exists.")


@click.group(epilog=EXITS)
def skills() -> None:
    """List, show, fill in, pack and install the skills."""


@skills.command("list", epilog=EXITS)
@root_option
@json_option
def list_(root: Path, as_json: bool) -> int:
    """List the skills: the shipped ones, and your own."""
    found = _shelf(root).skills
    if as_json:
        click.echo(as_json_text([_line_of(skill) for skill in found]))
        return 0
    for skill in found:
        click.echo(f"{skill.name}  ({skill.dotted})\n    {skill.description}")
    return 0


@skills.command(epilog=EXITS)
@click.argument("name")
@click.argument("file", default="SKILL.md")
@root_option
@json_option
def show(name: str, file: str, root: Path, as_json: bool) -> int:
    """Show a skill, or FILE of its folder."""
    skill = _named(name, root)
    if file not in skill.files:
        raise InputError(f"skill {skill.name} has no file {quoted(file, 80)}", f"it has {', '.join(skill.files)}")
    try:
        text = skill.files[file].decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{quoted(file, 80)} of skill {skill.name} is not text") from None
    click.echo(as_json_text({**_line_of(skill), "file": file, "text": text}) if as_json else text, nl=as_json)
    return 0


@skills.command(epilog=EXITS)
@click.argument("name")
@click.option("--vars", "texts", multiple=True, metavar="NAME=VALUE", help='A variable; "a=1 b=2" gives several.')
@click.option("--vars-file", type=click.Path(path_type=Path), help="JSON file with one object of variables.")
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Write the result to FILE instead of showing it.")
@force_option
@json_option
def run(
    name: str, texts: tuple[str, ...], vars_file: Path | None, root: Path, out: Path | None, force: bool, as_json: bool
) -> int:
    """Fill in a skill's variables: its template, or its text with your values below."""
    skill = _named(name, root)
    values = {**_values_in(vars_file), **from_text(skill, pairs_of(texts))}
    text = render(skill, values, root)
    plan, note = _plan_in(skill, text)
    if out is not None:
        _expect_free(out, force)
        write_file(out, text)
    if as_json:
        written = str(out) if out else None
        click.echo(as_json_text({"skill": skill.name, "text": text, "written": written, "plan": plan, "note": note}))
        return 0
    if note:
        click.echo(f"note: {note}", err=True)
    click.echo(f"wrote {out}" if out else text, nl=out is not None)
    return 0


@skills.command(epilog=EXITS)
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="Pack all shipped skills and your own.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.zip", help="Archive to write.")
@root_option
@force_option
@json_option
def pack(name: str | None, every: bool, out: Path, root: Path, force: bool, as_json: bool) -> int:
    """Pack a skill's whole folder into an archive; links that would lead to nothing are errors."""
    if (name is None) != every:
        raise click.UsageError("name one skill, or give --all")
    chosen = _shelf(root).skills if name is None else (_named(name, root),)
    data = packed(chosen)
    _expect_free(out, force)
    write_archive(out, data)
    files = [f"{skill.name}/{file}" for skill in chosen for file in skill.files]
    click.echo(as_json_text({"written": str(out), "files": files}) if as_json else f"wrote {out}: {len(files)} files")
    return 0


def _shelf(root: Path) -> Shelf:
    """All skills; those of the user's own that cannot be used are named on standard error."""
    shelf = read_shelf(read_skills(), root)
    _warn(shelf)
    return shelf


def _named(name: str, root: Path) -> Skill:
    shelf = read_shelf(read_skills(), root)
    try:
        skill = shelf.named(name)
    except MlwrightError as error:
        _warn(shelf, said=error)
        raise
    _warn(shelf)
    return skill


def _warn(shelf: Shelf, said: MlwrightError | None = None) -> None:
    for error in shelf.faults.values():
        if error is not said:
            click.echo(f"warning: left out: {error.message}" + (f"; {error.hint}" if error.hint else ""), err=True)


def _line_of(skill: Skill) -> dict[str, Any]:
    declared = skill.declaration.model_dump(mode="json") if skill.declaration else {}
    line = {"name": skill.name, "dotted": skill.dotted, "description": skill.description, "files": list(skill.files)}
    return {**line, **{key: declared.get(key) for key in ("phase", "roles", "variables", "outputs")}}


def _values_in(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_VALUES + 1)
        found = json.loads(data) if len(data) <= LARGEST_VALUES else None
    except OSError as error:
        raise InputError(f"cannot read {quoted(file)}: {error.strerror}", "name a JSON file") from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError(f"{quoted(file)} is no JSON object of at most {LARGEST_VALUES} bytes", '{"name": "value"}')
    return found


def _plan_in(skill: Skill, text: str) -> tuple[dict[str, Any] | None, str]:
    """What a production plan says, or why it cannot be read back: a user's own template may have another form."""
    if skill.name != "model-productionizer":
        return None, ""
    try:
        return parse_plan(text).model_dump(mode="json"), ""
    except PaperError as error:
        return None, f"the text cannot be read back as a plan: {error.message}"


def _expect_free(file: Path, force: bool) -> None:
    if not force and (file.exists() or file.is_symlink()):
        raise ConflictError(f"{quoted(file)} exists", "choose another --out, or overwrite it with --force")


skills.add_command(install)
skills.add_command(uninstall)
