"""Hints as a model can follow them: the command line's words become the tools' and their arguments'."""

import re

TOOLS = {
    "profile": "profile_data",
    "run": "profile_data",
    "sample": "data_sample",
    "spec": "write_feature_spec",
    "script": "generate_training_script",
    "config": "write_experiment_config",
    "train": "run_training",
    "gate": "check_gates",
    "status": "workspace_status",
    "approve": "approve_stage",
    "review": "review_leakage",
    "plan": "plan_lanes",
}
"""Command → the tool that does the same; a command that is not here stays what it is."""
ARGUMENTS = {
    "target": "target",
    "goal": "goal",
    "out": "out",
    "force": "overwrite",
    "budget": "budget_seconds",
    "timeout": "timeout_seconds",
    "run": "run",
    "by": "by",
    "stage": "stage",
    "reject": "approved: false",
    "note": "note",
    "table": "data: FILE?table=NAME",
}
"""Option → the argument that means the same."""

_YES = re.compile(r",?(?: or)?[^,;.`]*--yes\b")
"""What takes the likeliest answer unasked is for people; an agent asks them."""
_QUOTED = re.compile(r"`mlwright ([a-z-]+)([^`]*)`")
_ALONE = re.compile(r"^mlwright ([a-z-]+)(.*)$", re.DOTALL)
_OPTION = re.compile(rf"--({'|'.join(ARGUMENTS)})\b")
_TWICE = re.compile(r"(`\w+`) or \1")


def for_tools(text: str) -> str:
    """A hint, or what comes next, in the words of the tools."""
    text = _YES.sub("", text)
    if command := _ALONE.match(text):
        return _call(command, "")
    parts, at = [], 0
    for command in _QUOTED.finditer(text):
        parts += [_arguments(text[at : command.start()]), _call(command, "`")]
        at = command.end()
    return _TWICE.sub(r"\1", "".join([*parts, _arguments(text[at:])]))


def _call(command: re.Match[str], quote: str) -> str:
    """The tool for a command, with the arguments that its options are; the workspace is the caller's already."""
    if command[1] not in TOOLS:
        return command[0]
    _, dashes, options = command[2].partition(" --")
    given = ", ".join(_arguments(f"--{option}") for option in options.split(" --")) if dashes else ""
    return f"{quote}{TOOLS[command[1]]}{quote}" + (f" ({given})" if given else "")


def _arguments(text: str) -> str:
    return _OPTION.sub(lambda option: ARGUMENTS[option[1]], text)
