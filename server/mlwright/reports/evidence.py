"""Which numbers of a narrative the profile does not hold: the check behind "no number without a source"."""

import math
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from mlwright.reports.derived import derived_counts, derived_shares
from mlwright.reports.drawing.labels import WIDEST, label
from mlwright.reports.wording import code, prose, shown
from mlwright.specs import Profile

TOKEN = re.compile(
    r"(?P<sign>(?<![\w.)\]])[-−])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?P<exponent>[eE][-+]?\d+)?"
    r"(?:(?P<scale>[kKM])\b)?(?P<percent>\s?(?:%|percent\b|per cent\b|퍼센트))?"
)
LIST_MARKER = re.compile(r"^(\s*)\d{1,2}[.)](?=\s)", re.MULTILINE)
TERMS = re.compile(r"\b(?:SHA-?256|ISO ?8601|UTF-?8|UTF-?16|CP949|latin-?1|R2|F1|Q1|Q3)\b", re.IGNORECASE)
SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "": 1.0}
NOT_FACTS = {"schema_version", "position", "sha256"}
"""Fields whose numbers say nothing about the table; the hash would vouch for any small number."""

_LARGEST_POWER = 300
_SILENT, _SAID = frozenset({"style", "script"}), frozenset({"title", "aria-label", "alt"})
_INLINE = frozenset({"wbr", "b", "i", "code"})


@dataclass
class Vouched:
    """Every number and every piece of text the profile stands for."""

    exact: set[float] = field(default_factory=set)
    measured: set[float] = field(default_factory=set)
    shares: set[float] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)


def unsupported_numbers(text: str, paper: Profile) -> tuple[str, ...]:
    """Numbers in a narrative that do not occur in the profile, as they stand in the text, in order.

    A number is supported when a value of the profile (or a count or share that follows from its counts) gives it
    by rounding to the digits shown. Counts must be exact unless scaled by `k` or `M`; a percentage must be a share.
    Text quoted verbatim from the profile supports the digits in it. Numbers written as words are not seen.
    """
    vouched = _vouched(paper)
    rest = TERMS.sub(" ", LIST_MARKER.sub(r"\1", _without_quotes(text, vouched.texts)))
    return tuple(match.group().strip() for match in TOKEN.finditer(rest) if not _supported(match, vouched))


def visible_text(page: str) -> str:
    """What a page says to eyes, pointers and screen readers: its text and titles, a line each, without its style."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "\n".join(reader.said)


class _Reader(HTMLParser):
    """Collects text outside style sheets, a line per block, and the attributes that are shown or read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self.said += [value for name, value in attrs if name in _SAID and value]
        if tag not in _INLINE:
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag not in _INLINE:
            self.said.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said[-1] += data


def _vouched(paper: Profile) -> Vouched:
    vouched = Vouched()
    _collect(paper.model_dump(mode="json", exclude={"schema_version"}), vouched)
    whole = {paper.source.sha256}  # may be quoted whole; its digits vouch for nothing
    for said in tuple(vouched.texts):
        for match in TOKEN.finditer(TERMS.sub(" ", said)):
            value = _value(match)
            (vouched.shares if match["percent"] else vouched.exact).add(value / 100 if match["percent"] else value)
    vouched.exact |= {float(count) for count in derived_counts(paper)}
    vouched.shares |= derived_shares(paper)
    vouched.texts |= whole
    return vouched


def _collect(node: object, vouched: Vouched) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_FACTS:
                _collect(value, vouched)
    elif isinstance(node, list):
        for value in node:
            _collect(value, vouched)
    elif isinstance(node, str):
        vouched.texts.update({node, *_as_printed(node)} if any(char.isdigit() for char in node) else ())
    elif isinstance(node, int) and not isinstance(node, bool):
        vouched.exact.add(float(node))
    elif isinstance(node, float):
        vouched.measured.add(node)
        vouched.shares.update({node} if 0 <= node <= 1 else ())


def _as_printed(text: str) -> Iterator[str]:
    """The forms in which a report prints a text from the profile, capped ones included."""
    for widest in (12, WIDEST):
        yield label(text, widest)
    for longest in (20, 40, 60, 80):
        yield shown(text, longest)
        yield code(text, longest).strip("`")
        yield prose(shown(text, longest))
    yield shown(text)
    yield prose(text)
    yield shlex.quote(text)


def _without_quotes(text: str, quotes: set[str]) -> str:
    """The text without what it quotes verbatim; longest first, and never a piece out of a longer number."""
    for quote in sorted(quotes, key=lambda quote: (-len(quote), quote)):
        if quote in text:
            text = re.sub(rf"(?<![\w.,]){re.escape(quote)}(?!\w|[.,]\d|\s?%)", " ", text)
    return text


def _value(match: re.Match[str]) -> float:
    digits = match["digits"].replace(",", "") + (match["decimals"] or "") + (match["exponent"] or "")
    return (-1.0 if match["sign"] else 1.0) * float(digits) * SCALES[match["scale"] or ""]


def _unit(match: re.Match[str]) -> float:
    """What one step in the last digit shown is worth."""
    exponent = int(match["exponent"][1:]) if match["exponent"] else 0
    return 10.0 ** (exponent - max(len(match["decimals"] or "") - 1, 0)) * SCALES[match["scale"] or ""]


def _supported(match: re.Match[str], vouched: Vouched) -> bool:
    value = _value(match)
    if not math.isfinite(value) or int((match["exponent"] or "e0")[1:]) > _LARGEST_POWER:
        return False
    unit = _unit(match)
    significant = len((match["digits"].replace(",", "") + (match["decimals"] or "")).replace(".", "").lstrip("0"))
    if match["percent"]:
        return any(_rounds(100 * known, value, unit, significant, 0.005) for known in vouched.shares)
    if any(math.isclose(known, value, rel_tol=1e-12) for known in vouched.exact):
        return True
    if match["scale"] and any(_rounds(known, value, unit, significant, 0.0) for known in vouched.exact):
        return True
    return any(_rounds(known, value, unit, significant, 0.0005) for known in vouched.measured)


def _rounds(known: float, value: float, unit: float, significant: int, relative: float) -> bool:
    """Whether the known number, rounded to the digits shown, gives the value.

    With a single digit shown, rounding would let anything near pass, so only `relative` counts then.
    """
    slack = max(0.5 * unit if significant >= 2 else 0.0, relative * abs(known))
    return abs(known - value) <= slack * (1 + 1e-9) + 1e-12 * abs(known)
