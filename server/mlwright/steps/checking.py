"""A table held against a data contract."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from mlwright.contracts import parse_contract
from mlwright.errors import InputError, PaperError, quoted
from mlwright.profiling.checking import check_table
from mlwright.profiling.reading.options import ReadOptions
from mlwright.specs.contract import ContractReport, DataContract

_AS_FOUND = ReadOptions()
_LARGEST = 16 * 1024 * 1024
"""Twenty thousand columns take ten; reading YAML takes seconds for each."""


def check_contract(
    contract: Path,
    data: Path | Sequence[str | Path],
    *,
    as_of: str | None = None,
    unlabelled: bool = False,
    options: ReadOptions = _AS_FOUND,
) -> ContractReport:
    """Hold `data` against a contract file, as of a moment (ISO; now, where none is said).

    Of `unlabelled` rows, which are to be scored, nothing is asked about the label's column.

    Raises:
        PaperError: the contract is broken, naming line and field.
        TableError: the data is not a table.
        InputError: the moment is not one.
    """
    moment = _moment(as_of)
    rules = parse_contract(_text(contract))
    return check_table(_without_label(rules) if unlabelled else rules, data, moment, options=options)


def _without_label(contract: DataContract) -> DataContract:
    if contract.label is None:
        raise InputError(
            "the contract names no label that rows could be without",
            "write its column under customProperties, label, column; or leave --unlabelled away",
        )
    # rows that differ in their label alone are no copies
    kept = tuple(
        rule for rule in contract.rules if contract.label not in rule.columns and rule.kind != "duplicate_rows"
    )
    return contract.model_copy(update={"rules": kept})


def _text(contract: Path) -> str:
    try:
        if not contract.is_file():
            raise PaperError(
                f"{quoted(contract)} is not a file.", "Name a contract.yaml; `mlwright profile` writes one."
            )
        if contract.stat().st_size > _LARGEST:
            raise PaperError(f"{quoted(contract)} is too large to be a contract.", "Expected at most 16 MiB.")
        return contract.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PaperError(f"{quoted(contract)} is not a text in UTF-8.", "Save it again as UTF-8.") from None
    except OSError as error:
        raise PaperError(f"{quoted(contract)} cannot be read: {quoted(error.strerror)}.", "Check the path.") from None


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC).replace(tzinfo=None)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{quoted(text, 60)} is not a moment.", f"Expected a date such as {date(2026, 1, 31).isoformat()}."
        ) from None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
