"""What a scan says: findings, notes on what was not read, and the table of codes."""

from typing import Literal, NamedTuple

Level = Literal["low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("low", "medium", "high")
SHOWN = 4
"""Characters of a found value that are shown, of sixteen or more."""


class Place(NamedTuple):
    """Where something lies: a line of a text, a cell and line of a notebook, or an offset in a binary file."""

    path: str
    line: int | None = None
    cell: str = ""  # "cell 3" or "cell 3 output"
    offset: int | None = None
    member: str = ""  # file within an archive

    def __str__(self) -> str:
        member = f"!{self.member}" if self.member else ""
        cell = f":{self.cell}" if self.cell else ""
        line = f":{self.line}" if self.line is not None else ""
        offset = f"@{self.offset}" if self.offset is not None else ""
        return f"{self.path}{member}{cell}{line}{offset}"


class Kind(NamedTuple):
    """A row of the catalogue."""

    name: str
    severity: Level
    remedy: str


REVOKE = "revoke it where it was issued, take the new one from the environment, and remove it from the history"
CODES: dict[str, Kind] = {
    "SC801": Kind("token", "high", REVOKE),
    "SC802": Kind(
        "private-key", "high", "replace the key pair, keep the key out of the project, and rewrite the history"
    ),
    "SC803": Kind("password-in-url", "high", REVOKE),
    "SC804": Kind("secret-assigned", "high", REVOKE),
    "SC811": Kind("email", "medium", "drop the column or replace addresses by a keyed hash before the file is shared"),
    "SC812": Kind("phone", "medium", "drop or mask the numbers before the file is shared"),
    "SC813": Kind("iban", "high", "drop or mask the account numbers before the file is shared"),
    "SC814": Kind("card", "high", "drop the numbers; card data does not belong in a project"),
    "SC815": Kind("ip-address", "low", "cut the last part off or replace the address by a keyed hash"),
    "SC821": Kind(
        "pickle-runs-code", "high", "do not load it; ask for the model as safetensors, skops or ONNX, or build it anew"
    ),
    "SC822": Kind(
        "pickle-unknown-global",
        "medium",
        "load it only if you wrote it yourself; save weights or skops with an allow-list instead",
    ),
    "SC823": Kind(
        "object-array", "medium", "save plain numeric or fixed-width arrays, and read with allow_pickle=False"
    ),
    "SC824": Kind("yaml-python-tag", "high", "write plain values, and read YAML with a safe loader"),
    "SC825": Kind("model-with-code", "high", "replace Lambda layers by registered layers, and load in safe mode"),
    "SC826": Kind("archive-bomb", "high", "do not unpack it without limits on size"),
    "SC827": Kind("archive-path", "high", "do not unpack it; members write outside their folder"),
    "SC831": Kind("unpinned", "medium", "name an exact version, or keep a lock file with hashes beside it"),
    "SC832": Kind(
        "extra-index", "medium", "use one index, or bind each package to its index: the higher version wins otherwise"
    ),
    "SC833": Kind("moving-source", "medium", "name a full commit, or a release with a hash"),
    "SC834": Kind("insecure-source", "high", "fetch over https with certificates checked"),
    "SC835": Kind("piped-to-shell", "high", "download, compare with a known hash, then run; or use a package"),
    "SC841": Kind(
        "large-file",
        "medium",
        "give it to git-lfs (`git lfs track`) or to DVC, or name it in .gitignore, before it is added",
    ),
}


class Finding(NamedTuple):
    """One fault and what to do about it; the message never holds a found value."""

    code: str
    confidence: Level
    place: Place
    message: str

    @property
    def kind(self) -> Kind:
        """Its row in the catalogue."""
        return CODES[self.code]


class Note(NamedTuple):
    """Something that was not read, or not to the end, and why."""

    place: Place
    what: str


def masked(value: str) -> str:
    """A value that must not be shown: its first signs, fewer for short ones, and how long it is."""
    head = value[: min(SHOWN, len(value) // 4)]
    return f"'{visible(head)}…' ({len(value)} characters)"


def visible(text: object, longest: int = 300) -> str:
    """One line of printable signs: others are written as escapes, and the length is capped."""
    cut = str(text)[: longest + 1]
    if not cut.isprintable():
        cut = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in cut)
    return cut if len(cut) <= longest else cut[: longest - 1] + "…"
