"""The schema suggestion is YAML that a person edits, and its options read the table as it was profiled."""

import math
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
import yaml

from mlwright.profiling import profile_table
from mlwright.reports import schema_suggestion
from mlwright.specs import Profile, TargetCandidate, found
from tests.reports.small_papers import profile_of, table
from tests.tables import real_table


def roles(text: str) -> dict[str, str]:
    return {column["name"]: column["role"] for column in yaml.safe_load(text)["columns"]}


def test_sure_hints_decide_roles_and_unsure_ones_ask() -> None:
    text = schema_suggestion(profile_of(table()))
    paper = yaml.safe_load(text)

    assert roles(text) == {"size": "feature", "level": "feature", "id": "id", "outcome": "target"}
    assert paper["columns"][1]["maybe"] == "leak"
    assert paper["questions"] == ["Is 'level' really unknown at the moment of prediction? Known late."]


def test_target_metrics_and_goal_are_suggested() -> None:
    paper = yaml.safe_load(schema_suggestion(profile_of(table("regression"), "regression")))

    assert paper["target"]["task"] == "regression"
    assert paper["metrics"] == {"primary": "rmse", "report": ["mae", "r2", "mape"]}
    assert paper["goal"] == "Predict outcome."
    assert paper["goal_is"] == "inferred; please correct it"
    assert paper["source"]["separator"] == ","


def test_without_a_target_the_question_comes_with_the_candidates() -> None:
    candidates = (TargetCandidate(name="outcome", score=0.9, reasons=("last column",)),)
    profile = profile_of(table(), named=False).model_copy(update={"target_candidates": candidates})
    paper = yaml.safe_load(schema_suggestion(profile))

    assert paper["target"] is None
    assert paper["target_candidates"] == [{"name": "outcome", "score": 0.9, "reasons": ["last column"]}]
    assert paper["questions"][0] == "Which column should be predicted? Candidates: 'outcome'."


def test_names_in_any_script_and_yaml_syntax_survive() -> None:
    profile = profile_of(table(size="사고: {x} #1", level="- yes"))
    text = schema_suggestion(profile)

    assert "사고" in text
    assert [column["name"] for column in yaml.safe_load(text)["columns"]] == list(profile.names)


def test_a_sure_leak_outweighs_other_hints() -> None:
    profile = profile_of(table())
    findings = (*profile.findings, found("known_after_outcome", "Orders the classes.", ("id",), sure=True))

    assert roles(schema_suggestion(profile.model_copy(update={"findings": findings})))["id"] == "leak"


def read_with_pandas(reading: dict[str, Any]) -> pd.DataFrame:
    return pd.read_csv(reading["pandas"]["path"], **reading["pandas"]["options"])


def read_with_duckdb(reading: dict[str, Any]) -> pd.DataFrame:
    return duckdb.sql(reading["duckdb"]["query"]).df()


READERS = (read_with_pandas, read_with_duckdb)


def differences(profile: Profile, frame: pd.DataFrame) -> list[str]:
    """Figures of the frame that are not those of the profile."""
    wrong = ["rows"] if len(frame) != profile.rows else []
    for column in profile.columns:
        values = frame[column.name]
        wrong += [f"{column.name}: missing"] if int(values.isna().sum()) != column.missing else []
        if column.number is not None and column.unit is None:
            numbers = pd.to_numeric(values, errors="coerce")
            same = math.isclose(float(numbers.mean()), column.number.mean or 0.0, rel_tol=1e-9, abs_tol=1e-12)
            wrong += [] if same else [f"{column.name}: mean"]
        if column.kind == "date":
            wrong += [] if pd.api.types.is_datetime64_any_dtype(values) else [f"{column.name}: no date"]
    return wrong


def german_file(folder: Path, encoding: str = "cp1252") -> Path:
    """Semicolons, decimal commas, points between thousands, a code for missing, dates, an old encoding."""
    lines = ["Größe;Preis;Tag;Stufe;Ziel"]
    for row in range(60):
        price = "?" if row % 7 == 0 else f"{1 + row % 3}.{100 + 13 * row:03d},{row:02d}"
        size = "" if row % 9 == 0 else f"{row},{row % 10}5"
        level = "hoch" if row % 2 else "tief"
        lines.append(f"{size};{price};{1 + row % 28:02d}.{1 + row % 12:02d}.2021; {level} ;{row % 2}")
    path = folder / "preise.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def reading_of(profile: Profile) -> Any:
    return yaml.safe_load(schema_suggestion(profile))["reading"]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "name",
    ["german_credit/credit.csv", "titanic/titanic3.csv", "auto_mpg/auto-mpg.csv", "silver_kr/silver_simple.csv"],
)
def test_reading_by_the_options_gives_the_figures_of_the_profile(name: str, read: Any) -> None:
    profile = profile_table(real_table(name))

    assert differences(profile, read(reading_of(profile))) == []


def test_a_foreign_dialect_is_read_again_by_its_options(tmp_path: Path) -> None:
    profile = profile_table(german_file(tmp_path))

    assert {"number", "date", "category"} <= {column.kind for column in profile.columns}
    assert differences(profile, read_with_pandas(reading_of(profile))) == []


def test_duckdb_is_told_to_wait_for_an_encoding_it_cannot_read(tmp_path: Path) -> None:
    refused = reading_of(profile_table(german_file(tmp_path)))
    profile = profile_table(german_file(tmp_path, "utf-8"))

    assert list(refused["duckdb"]) == ["first"]
    assert differences(profile, read_with_duckdb(reading_of(profile))) == []


def test_reading_without_the_options_gives_other_figures(tmp_path: Path) -> None:
    path = german_file(tmp_path)
    wrong = differences(profile_table(path), pd.read_csv(path, sep=";", encoding="cp1252"))

    assert {"Preis: missing", "Preis: mean", "Tag: no date"} <= set(wrong)


def test_queries_quote_names_codes_and_paths_of_any_kind(tmp_path: Path) -> None:
    names = ('a"b', "x'); DROP TABLE t; --")
    header = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    path = tmp_path / "it's.csv"
    path.write_text("\n".join([header, *(f"{row},{'?' if row % 5 == 0 else row * 2}" for row in range(50))]) + "\n")
    profile = profile_table(path)

    assert profile.names == names
    for read in READERS:
        assert differences(profile, read(reading_of(profile))) == []


def test_ambiguous_dates_stay_text_and_a_question() -> None:
    paper = profile_of(table())
    date = paper.columns[1].model_copy(update={"kind": "date", "date_format": "%m/%d/%Y", "name": "day"})
    columns = (paper.columns[0], date, *paper.columns[2:])
    unclear = paper.model_copy(update={"columns": columns, "findings": (found("ambiguous_date", "1/2", ("day",)),)})
    told = yaml.safe_load(schema_suggestion(unclear))
    clear = reading_of(unclear.model_copy(update={"findings": ()}))

    assert "Does the day or the month come first in 'day'? It was read as %m/%d/%Y." in told["questions"]
    assert told["reading"]["pandas"]["options"]["dtype"]["day"] == "str"
    assert "strptime" not in told["reading"]["duckdb"]["query"]
    assert clear["pandas"]["options"]["date_format"] == {"day": "%m/%d/%Y"}
