"""What really exists: commands with their options, tools, prompts, skills, agents, files, fields, codes, targets."""

import ast
import asyncio
import json
import re
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import BaseModel

from mlwright import specs
from mlwright.cli import cli
from mlwright.leakage import explain
from mlwright.scanning.explain import FINDS
from mlwright.server import create_server
from mlwright.specs.vocabulary import VOCABULARY
from mlwright.workspace import State
from tests.claims.written import WORKSPACE

TOP = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", "node_modules", "__pycache__", "output", "build", "dist"}


@dataclass(frozen=True)
class Registry:
    """Names by their kind."""

    commands: Mapping[str, click.Command]
    """`train`, and `skills run` for what stands in a group."""
    tools: frozenset[str]
    read_only: frozenset[str]
    prompts: frozenset[str]
    skills: frozenset[str]
    agents: frozenset[str]
    aliases: frozenset[str]
    fields: frozenset[str]
    values: frozenset[str]
    codes: frozenset[str]
    targets: frozenset[str]
    variables: frozenset[str]
    files: frozenset[str]
    extras: frozenset[str]
    functions: frozenset[str]
    """Functions of the generated script, which a user may edit."""
    identifiers: frozenset[str] = field(repr=False)
    written: frozenset[str]

    @property
    def options(self) -> frozenset[str]:
        """The options of all commands."""
        return frozenset(name for command in self.commands.values() for name in options(command))


def options(command: click.Command) -> set[str]:
    """The options of one command."""
    found = {
        name for item in command.params if isinstance(item, click.Option) for name in [*item.opts, *item.secondary_opts]
    }
    return found | {"--help", "-h"}


@cache
def registry() -> Registry:
    """What this checkout holds."""
    commands = dict(_commands(cli, ""))
    with tempfile.TemporaryDirectory() as name:
        server = create_server([Path(name)])
        tools = asyncio.run(server.list_tools())
        prompts = asyncio.run(server.list_prompts())
    schemas = [part for tool in tools for part in (tool.input_schema, tool.output_schema or {})]
    schemas += [model.model_json_schema() for model in papers()]
    schemas.append(json.loads((TOP / "docs/review-verdict.schema.json").read_text(encoding="utf-8")))
    python = {path: path.read_text(encoding="utf-8") for path in checkout() if path.suffix in {".py", ".jinja"}}
    script = (TOP / "templates/ml/training_script.py.jinja").read_text(encoding="utf-8")
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Registry(
        commands=commands,
        tools=frozenset(tool.name for tool in tools),
        read_only=frozenset(tool.name for tool in tools if tool.annotations and tool.annotations.read_only_hint),
        prompts=frozenset(prompt.name for prompt in prompts),
        skills=frozenset(path.name for path in (TOP / "skills").iterdir() if path.is_dir()),
        agents=frozenset(path.stem.lstrip("_") for path in (TOP / "agents").glob("*.md")),
        aliases=frozenset(path.stem for path in (TOP / "commands").glob("*.md")),
        fields=frozenset(name for schema in schemas for name in _keys(schema))
        | _declared_variables()
        | _printed(python),
        values=frozenset(value for schema in schemas for value in _values(schema))
        | set(get_args(State))
        | set(VOCABULARY)
        | _choices(commands)
        | _candidates(script),
        codes=frozenset(explain.rules()) | frozenset(FINDS) | {entry.code for entry in VOCABULARY.values()},
        targets=_targets((TOP / "Makefile").read_text(encoding="utf-8")),
        variables=frozenset(re.findall(r"\b(?:MLWRIGHT|ML)_[A-Z_]+\b", "".join(python.values()))),
        files=frozenset(path.relative_to(TOP).as_posix() for path in checkout()),
        extras=frozenset(project["optional-dependencies"]),
        functions=frozenset(re.findall(r"^def (\w+)", script, re.MULTILINE)),
        identifiers=frozenset(name for path, text in python.items() if path.suffix == ".py" for name in _names(text)),
        written=frozenset([*WORKSPACE, *tabular_copies()]),
    )


def tabular_copies() -> list[str]:
    """The modules that a chain copies beside each script."""
    names = sorted(path.name for path in (TOP / "server/mlwright/tabular").glob("*.py"))
    return [f"{folder}/tabular/{name}" for folder in ("ml", "experiments/exp-001/code") for name in names]


def papers() -> list[type[BaseModel]]:
    """The models of all papers."""
    found = [getattr(specs, name) for name in specs.__all__]
    return [item for item in found if isinstance(item, type) and issubclass(item, BaseModel)]


@cache
def checkout() -> tuple[Path, ...]:
    """The files of the checkout that a person wrote."""
    found = (path for part in sorted(TOP.iterdir()) if part.name not in LEFT_OUT for path in _below(part))
    return tuple(path for path in found if path.is_file())


def _below(part: Path) -> Iterator[Path]:
    if not part.is_dir():
        yield part
    elif not part.name.endswith("_cache"):
        yield from (path for path in sorted(part.rglob("*")) if not LEFT_OUT & set(path.parts[len(TOP.parts) :]))


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.commands:
        command = group.commands[name]
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for item in schema:
            yield from _parts(item)


def _keys(schema: Any) -> Iterator[str]:
    for part in _parts(schema):
        if isinstance(part.get("properties"), dict):
            yield from part["properties"]


def _values(schema: Any) -> Iterator[str]:
    for part in _parts(schema):
        for value in [*(part["enum"] if isinstance(part.get("enum"), list) else []), part.get("const")]:
            if isinstance(value, str):
                yield value


def _choices(commands: Mapping[str, click.Command]) -> set[str]:
    kinds = [item.type for command in commands.values() for item in command.params]
    return {str(value) for kind in kinds if isinstance(kind, click.Choice) for value in kind.choices}


def _candidates(script: str) -> set[str]:
    """The names of candidate models and baselines."""
    return set(re.findall(r'\bname == "(\w+)"', script)) | set(re.findall(r'name in \("(\w+)", "(\w+)"\)', script))


def _printed(python: Mapping[Path, str]) -> frozenset[str]:
    """The keys of what commands and tools print as JSON, and the attributes of their records."""
    shipped = [text for path, text in python.items() if path.suffix == ".py" and "server" in path.parts]
    nodes = [node for text in shipped for node in ast.walk(ast.parse(text))]
    keys = [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys]
    found = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
    records = [node for node in nodes if isinstance(node, ast.ClassDef)]
    lines = [line.target for node in records for line in node.body if isinstance(line, ast.AnnAssign)]
    found |= {line.id for line in lines if isinstance(line, ast.Name)}
    return frozenset(name for name in found if re.fullmatch(r"[a-z]\w*", name))


def _declared_variables() -> set[str]:
    found: set[str] = set()
    for path in (TOP / "skills").glob("*/assets/variables.json"):
        declared = json.loads(path.read_text(encoding="utf-8"))
        found |= {declared.get("name", "")} | {item["name"] for item in declared.get("variables", [])}
    return found - {""}


def _targets(makefile: str) -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))


def _names(text: str) -> Iterable[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
