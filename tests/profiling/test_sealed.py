"""Tables of domains that no rule was written for: every trap is found, and the clean twins stay quiet."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.profiling.sealed import SHEETS, Sheet
from tests.profiling.sealed.scoring import score
from tests.profiling.sealed.sheet import trap


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_trap_is_found_and_the_clean_twin_is_left_alone(sheet: Sheet, tmp_path: Path) -> None:
    result = score(sheet, tmp_path)

    assert (result.missed, result.invented) == ((), ())


def test_the_score_counts_a_trap_that_is_not_there_and_a_finding_that_is_not_expected(tmp_path: Path) -> None:
    sheet = next(sheet for sheet in SHEETS if sheet.name == "hospital_stays")
    result = score(replace(sheet, traps=(*sheet.traps, trap("mojibake", "Station")), true=frozenset()), tmp_path)

    assert result.missed == ("missed: mojibake Station",)
    assert {"Fallnr", "PatNr"} == {line.split("'")[1] for line in result.invented}
