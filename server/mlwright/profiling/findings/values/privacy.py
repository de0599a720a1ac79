"""Personal data in columns: what kind, said without showing it, and masked wherever the paper would show it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from mlwright.personal import WORDS, PersonalKind, kind_by_name, kind_of, mask, mask_within
from mlwright.personal.patterns import find_cards
from mlwright.profiling.columns.sample import Cells
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.names import word_set, words
from mlwright.profiling.findings.values.look import MOST_READ, Look, spread
from mlwright.specs import Column, Finding, Value, found

_READ_IN_PROSE, _LONG_NUMBER = 300, 1e10
_NUMBERED = word_set(
    """
    order invoice ticket offer quote booking reservation reference ref transaction shipment parcel tracking article item
    product sku contract policy case claim receipt serial batch lot part auftrag auftragsnr bestellung bestellnr
    rechnung rechnungsnr artikel artikelnr angebot vertrag vertragsnr 주문 주문번호"""
)
_QUOTED = re.compile(r"""(['"])((?:(?!\1)[^\\…]|\\.)+)(\1|…)""")


def named_personal(view: View) -> View:
    """The view, its column told what kind of personal data it holds, by its values or its name."""
    if not _can_be_personal(view.column):
        return view
    texts = spread(view.levels, MOST_READ)
    kind = kind_of(view.name, texts)
    if kind == "street" and 2 * sum(any(map(str.isdigit, text)) for text in texts) < len(texts):
        return view  # a street without its houses is a part of town
    if kind == "phone" and _numbers_something_else(view.name, texts):
        return view
    return replace(view, column=view.column.model_copy(update={"personal": kind})) if kind else view


def _numbers_something_else(name: str, texts: Sequence[str]) -> bool:
    """Numbers of orders and the like, written with a mark as telephone numbers are, but never with a country."""
    if kind_by_name(name) == "phone" or not _NUMBERED & set(words(name)):
        return False
    return not any(text.startswith(("+", "00", "(")) for text in texts)


def _can_be_personal(column: Column) -> bool:
    """Amounts and moments are personal by name only, long whole numbers also by their digits."""
    if column.kind in ("category", "text") or kind_by_name(column.name):
        return True
    return column.number is not None and column.number.integer and (column.number.max or 0) >= _LONG_NUMBER


def personal(look: Look) -> Iterator[Finding]:
    """That a column holds personal data, or that some stands within its texts."""
    if look.personal:
        shown = look.shown(look.view.levels[0]) if look.view.levels else ""
        evidence = f"{look.title} holds {WORDS[look.personal]}, such as {shown}"
        yield found(f"pii_{look.personal}", evidence, (look.name,))
    elif look.wordy:
        yield from _within(look)


def _within(look: Look) -> Iterator[Finding]:
    """Personal data in some of the texts; in levels e-mail addresses only, whose form nothing else has."""
    read = spread(look.view.levels, _READ_IN_PROSE)
    met: dict[PersonalKind, int] = {}
    for text in read:
        for kind in mask_within(text[:2000])[1]:
            if look.column.kind == "text" or kind == "email":
                met[kind] = met.get(kind, 0) + 1
    if "card" in met and 2 * met["card"] < sum(any(find_cards(text, checked=False)) for text in read):
        del met["card"]  # one in ten numbers passes the check by chance
    for kind, count in met.items():
        evidence = f"{count:,} of {len(read):,} texts of {look.title} that were looked at hold {WORDS[kind]}"
        yield found(f"pii_{kind}", evidence, (look.name,))


def masked(column: Column) -> Column:
    """The column with its personal values hidden; free text with whatever in it has the form of personal data."""
    if column.personal is None and column.kind not in ("text", "category"):
        return column
    kind = _kind(column)
    changed: dict[str, object] = {
        "samples": tuple(_hidden(text, kind) for text in column.samples),
        "top": tuple(Value(value=_hidden(item.value, kind), count=item.count) for item in column.top),
    }
    if kind and kind != "birth_date" and column.number:
        nothing = dict.fromkeys(("min", "max", "mean", "median", "q25", "q75"))
        changed |= {"number": column.number.model_copy(update=nothing), "histogram": None}
    return column.model_copy(update=changed)


def _kind(column: Column) -> PersonalKind | None:
    return cast(PersonalKind | None, column.personal)


def _hidden(text: str, kind: PersonalKind | None) -> str:
    return mask(text, kind) if kind else mask_within(text)[0]


def masked_findings(findings: Sequence[Finding], columns: Sequence[Column], cells: Sequence[Cells]) -> list[Finding]:
    """Findings of every detector, with quoted values of personal columns hidden in the evidence."""
    kinds = {column.name: (kind, each) for column, each in zip(columns, cells, strict=True) if (kind := _kind(column))}
    return [_told(finding, kinds) for finding in findings]


def _told(finding: Finding, kinds: Mapping[str, tuple[PersonalKind, Cells]]) -> Finding:
    named = [kinds[name] for name in finding.columns if name in kinds]
    if not named:
        return finding
    return finding.model_copy(update={"evidence": _QUOTED.sub(lambda seen: _hide(seen, named), finding.evidence)})


def _hide(seen: re.Match[str], named: Sequence[tuple[PersonalKind, Cells]]) -> str:
    """A quoted value, whole or cut short, behind its mask; other quoted words as they are."""
    mark, text, end = seen.groups()
    for kind, cells in named:
        if text in cells.texts or (end == "…" and any(other.startswith(text) for other in cells.texts)):
            return f"{mark}{mask(text, kind)}{end}"
    return seen.group()
