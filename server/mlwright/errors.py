"""Every failure a user can meet.

MlwrightError
├── InputError          the table, a path or an option is not usable     (exit 2)
│   ├── TableError      the bytes are not a table we can read
│   ├── TargetError     the column to predict is missing, unfit or unknown
│   └── PaperError      a paper in the workspace is missing, broken or contradicts another
├── WorkspaceError      the output folder cannot be used or written      (exit 2)
│   ├── OutsideError    a path leaves the folder it must stay in
│   └── ConflictError   going on would overwrite somebody's edit
└── TrainingError       the script did not deliver a run that counts     (exit 1)
"""

import reprlib

LONGEST_QUOTE = 200


class MlwrightError(Exception):
    """A failure with a sentence for the user and, where there is one, a hint what to do next."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class InputError(MlwrightError):
    """A table, path or option that cannot be used."""


class TableError(InputError):
    """The bytes at a path are not a table that can be read."""


class TargetError(InputError):
    """The column to predict is missing, unfit or not named."""


class PaperError(InputError):
    """A paper in the workspace is missing, broken or contradicts another."""


class WorkspaceError(MlwrightError):
    """The output folder cannot be used or written."""


class OutsideError(WorkspaceError):
    """A path leaves the folder it must stay in."""


class ConflictError(WorkspaceError):
    """Going on would overwrite an edit made by hand."""


class TrainingError(MlwrightError):
    """The training script did not deliver a run that counts."""

    exit_code = 1


_START = reprlib.Repr()
_START.maxlevel, _START.maxstring, _START.maxother = 3, LONGEST_QUOTE, LONGEST_QUOTE
_START.maxdict = _START.maxlist = _START.maxtuple = _START.maxset = _START.maxfrozenset = 20


def quoted(text: object, longest: int = LONGEST_QUOTE) -> str:
    """Text from data or a path, safe to show: control characters escaped, length capped."""
    # the cut before repr is for texts of many megabytes
    shown = repr(_text(text)[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _text(value: object) -> str:
    """What str() gives, but for containers only the start: they may hold themselves many times over."""
    try:
        return _START.repr(value) if isinstance(value, dict | list | tuple | set | frozenset) else str(value)
    except (ValueError, RecursionError):  # an integer of more digits than Python writes
        return f"<{type(value).__name__}>"


class RepositoryError(InputError):
    """A git repository that cannot be read, or not safely."""


class GitMissingError(RepositoryError):
    """There is no git to ask."""


class RevisionError(RepositoryError):
    """A revision or range that names nothing, or nothing that can be compared."""
