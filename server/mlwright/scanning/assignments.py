"""Names that promise a secret, with a literal beside them: `.env` files, settings, code."""

import re
from collections.abc import Iterator

from mlwright.scanning.findings import Level, masked
from mlwright.scanning.passages import Passage
from mlwright.scanning.randomness import entropy, stands_for_one
from mlwright.scanning.secrets import Hit

WORD = (
    r"passw(?:or)?d|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key|auth[_-]?key|account[_-]?key"
)
NAME = rf"(?P<name>[A-Za-z0-9_.-]{{0,60}}?(?:{WORD})(?:[_-]?\d)?)"
QUOTED = re.compile(
    rf"(?<![A-Za-z0-9_.-]){NAME}[\"']?\]?\s{{0,4}}(?:=|:|:=|=>)\s{{0,4}}(?P<quote>[\"'])(?P<value>[^\"'\n]{{6,200}})(?P=quote)",
    re.IGNORECASE,
)
BARE = re.compile(
    rf"^[ \t-]{{0,20}}(?:export |set |ENV |ARG |_?)?{NAME}[ \t]{{0,8}}[=:][ \t]{{0,8}}"
    r"(?P<value>[^\s\"'#;,]{6,200})[ \t]*(?:[#;].*)?$",
    re.IGNORECASE | re.MULTILINE,
)
LONGEST_LINE = 1_000
LONG = re.compile(r"(?i)token|key")
HARMLESS = re.compile(
    r"(?i)(?:pad|eos|bos|unk|cls|sep|mask|special|next|page|continuation|csrf|start|end|stop|image|video|audio|public"
    r"|additional|added|extra|sync|first|last|prefix|suffix|middle|lang|decoder)[_-]?token|^token$|tokens?_|keypress"
)
KAGGLE = re.compile(r"\"key\"\s{0,4}:\s{0,4}\"(?P<value>[0-9a-f]{32})\"")


def assigned(passage: Passage) -> Iterator[Hit]:
    """Literals that are assigned to a name such as DB_PASSWORD or api_key."""
    forms = [QUOTED]
    if passage.nature in ("config", "script"):
        forms.append(BARE)
    for form in forms:
        for found in form.finditer(passage.text):
            name, value = found["name"], found["value"]
            confidence = _confidence(name, value, passage)
            if confidence and len(passage.line(found.start("name"), LONGEST_LINE)) >= LONGEST_LINE:
                confidence = "low"  # a packed script, not somebody's settings
            if confidence:
                message = f"`{name[-60:]}` is set to {masked(value)}"
                yield Hit("SC804", confidence, found.start("name"), message, value)
    if passage.path.endswith("kaggle.json"):
        for found in KAGGLE.finditer(passage.text):
            message = f"a Kaggle key {masked(found['value'])}"
            yield Hit("SC804", "high", found.start(), message, found["value"])


def _confidence(name: str, value: str, passage: Passage) -> Level | None:
    if HARMLESS.search(name) or stands_for_one(value) or _refers(value):
        return None
    low = value.lower()
    if low in name.lower() or name.lower().replace("-", "_").endswith(low.replace("-", "_")):
        return None
    mixed = any(sign.isdigit() for sign in value) and any(sign.isalpha() for sign in value)
    if not mixed:
        return "low" if len(value) >= 8 and "pass" in name.lower() else None
    if LONG.search(name) and not re.search(r"(?i)pass|pwd|secret$", name):
        # issued values are long and random; `token = "tok_1"` is none
        if len(value) < 16 or entropy(value) < 3.3:
            return None
    elif len(value) < 8 or entropy(value) < 2.5:
        return "low"
    if _is_example(passage.path) or passage.nature in ("prose", "prompt"):
        return "low"
    return "high" if entropy(value) >= 3.3 and len(value) >= 16 else "medium"


def _refers(value: str) -> bool:
    """Whether the value is a name, a path, a call or an address rather than a secret itself."""
    if re.fullmatch(r"(?:[A-Za-z_][A-Za-z_]*\d?[.:/-])*[A-Za-z_]+\d?", value):
        return True
    return (
        " " in value
        or value.startswith(("/", "./", "~", "http", "arn:", "projects/", "!", "&", "@", "[", "(", "{"))
        or ("(" in value or "environ" in value or "getenv" in value)
    )


def _is_example(path: str) -> bool:
    name = path.lower().replace("\\", "/").rsplit("/", 1)[-1]
    return any(word in name for word in ("example", "sample", "template", ".dist")) or name.startswith("test_")
