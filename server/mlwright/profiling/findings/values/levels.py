"""Levels: too many, too few rows, one written in several ways, one that is nearly all."""

from collections.abc import Iterator

import numpy as np

from mlwright.profiling.findings.figures import different
from mlwright.profiling.findings.names import DESCRIPTIONS, names_identifier, word_set, words
from mlwright.profiling.findings.values.look import Look
from mlwright.specs import Finding, found

_NEARLY_ALL, _MANY, _NEARLY_UNIQUE, _MOST_LEVELS = 0.99, 50, 0.9, 1000
_FEWEST_ROWS, _MOST_CODES, _MOST_RARE = 200, 0.5, 0.5
_CODE_WORDS = word_set("code codes zip zipcode postcode postal plz class subclass type icd sic naics fips iso dept")
_THINGS = (DESCRIPTIONS - word_set("level group plan age model area location")) | word_set(
    "origin race ethnicity religion occupation cluster county ward"
)


def levels(look: Look) -> Iterator[Finding]:
    """Findings about the levels of one column."""
    if look.column.distinct > 1 and look.known and look.counts.max() >= _NEARLY_ALL * look.known:
        top = int(np.argmax(look.counts))
        share = f"{look.counts[top] / look.known:.2%}"
        evidence = f"{share} of the known values of {look.title} are {look.shown(look.view.levels[top])}"
        yield found("quasi_constant", evidence, (look.name,))
    if look.column.kind == "number":
        yield from _codes(look)
    if look.column.kind == "category":
        yield from _padded(look)
        yield from _many(look)
        if look.column.distinct <= _MOST_LEVELS:
            yield from _variants(look)


def _many(look: Look) -> Iterator[Finding]:
    distinct, known = look.column.distinct, look.known
    if distinct < 3 or len(look.view.levels) > _NEARLY_UNIQUE * known or look.personal:
        return
    if distinct >= _MANY:
        mean = (look.rows - look.column.missing) / distinct
        shown = f"{look.title} has {different(look.column)} levels of {mean:,.1f} rows each"
        yield found("high_cardinality", shown, (look.name,))
    limit = max(5, min(10, known // 100), known // 1000)
    rare = look.counts[look.counts < limit]
    # where most rows are in rare levels, the number of levels has said it
    if known >= _FEWEST_ROWS and 0 < rare.sum() < _MOST_RARE * known:
        has = "level has" if len(rare) == 1 else f"of {len(look.view.levels):,} levels have"
        few = f"less than {limit / known:.1%} of the rows" if look.looked_at else f"fewer than {limit} rows"
        evidence = f"{len(rare):,} {has} {few} in {look.title}: {look.part(int(rare.sum()), known)}"
        yield found("rare_levels", evidence, (look.name,))


def _variants(look: Look) -> Iterator[Finding]:
    """Levels that differ only in case or spaces."""
    gone = {"", *look.column.missing_codes}
    spaced = [text for text in look.cells.raw if text != text.strip() and text.strip() not in gone]
    if spaced:
        yield found("space_variants", f"{look.title} holds {look.listed(spaced)} with spaces around", (look.name,))
    folded: dict[str, list[str]] = {}
    for text in look.view.levels:
        folded.setdefault(" ".join(text.casefold().split()), []).append(text)
    mixed = [texts for texts in folded.values() if len(texts) > 1]
    if mixed:
        only_blanks = len({" ".join(text.split()) for text in mixed[0]}) == 1
        how = "differ only in their blanks and may be" if only_blanks else "may be"
        more = f"; {len(mixed) - 1:,} more such levels" if len(mixed) > 1 else ""
        texts = [text.replace(" ", "␣") for text in mixed[0]] if only_blanks else mixed[0]
        evidence = f"{look.title} holds {look.listed(texts)}, which {how} one level{more}"
        yield found("case_variants", evidence, (look.name,))


def _padded(look: Look) -> Iterator[Finding]:
    """Digits with leading zeros, which a reader that takes them for numbers would lose."""
    digits = all(text.isdigit() for text in look.some)
    if digits and look.column.distinct >= 3 and any(text[0] == "0" and len(text) > 1 for text in look.some):
        shown = look.listed(sorted(look.some)[:3])
        evidence = f"{look.title} holds {different(look.column)} codes of digits, such as {shown}"
        yield found("numeric_codes", evidence, (look.name,))


def _codes(look: Look) -> Iterator[Finding]:
    """Whole numbers that name something, by the name of the column."""
    column = look.column
    if column.number is None or not column.number.integer or column.unit or look.personal:
        return
    if not 3 <= column.distinct <= max(20, _MOST_CODES * look.known):
        return
    said = words(column.name)
    last = said[-1] if said else ""
    named = last in _CODE_WORDS or last.endswith(("class", "code", "type"))
    described = bool(_THINGS & set(said)) and (names_identifier(column.name) or last in _THINGS)
    if (named or described) and not {"count", "num", "number", "n", "avg", "mean", "total"} & set(said[:-1]):
        shown = look.listed(sorted(look.some, key=lambda text: (len(text), text))[:3])
        evidence = f"{look.title} holds {different(column)} whole numbers that are codes by its name, such as {shown}"
        yield found("numeric_codes", evidence, (look.name,))
