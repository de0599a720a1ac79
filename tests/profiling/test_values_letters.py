"""Broken, hidden and dangerous letters are told from letters that are merely foreign."""

import pytest

from mlwright.profiling.findings.values.letters import broken, formula, hidden, letters_of_names


@pytest.mark.parametrize(
    "text",
    [
        "JosÃ© GarcÃ\xada",
        "itâ€™s",
        "MÃ¼ller und SÃ¶hne",
        "Ð¿Ñ€Ð¸Ð²ÐµÑ‚",
        "lost \ufffd letter",
        "M??nchen",
        "naÃ¯ve café",
    ],
)
def test_letters_of_a_wrong_encoding_are_broken(text):
    assert broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "José García",
        "it’s",
        "Müller & Söhne",
        "привет",
        "年度 報告",
        "what?? no",
        "really??",
        "São João",
        "5 °C – 20 €",
        "",
    ],
)
def test_foreign_letters_and_questions_are_not_broken(text):
    assert not broken(text)


@pytest.mark.parametrize(
    "text", ["pay\u200bpal", "abc\u202egpj.exe", "\x1b[31mred", "a\x00b", "soft\u00adhyphen", "\ufeffid"]
)
def test_letters_that_cannot_be_seen_are_hidden(text):
    assert hidden(text)


@pytest.mark.parametrize(
    "text", ["plain", "two words", "line\nbreak", "tab\there", "a\u00a0b", "👩\u200d🔬", "می\u200cخواهم", "عربي"]
)
def test_blanks_emoji_and_joined_scripts_hide_nothing(text):
    assert not hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=SUM(A1:A9)",
        "=cmd|'/c calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+9)*cmd|' '!A0",
        '=HYPERLINK("http://x.example")',
        "=A1",
    ],
)
def test_what_a_spreadsheet_runs_is_a_formula(text):
    assert formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "+1.5",
        "-1e3",
        "+49 170 1234567",
        "@somebody",
        "- a list item",
        "-inf",
        "=",
        "===",
        "= 5",
        "-",
        "--",
        "+",
        "A=B",
        "-3 °C",
    ],
)
def test_numbers_telephones_handles_and_dashes_are_no_formulas(text):
    assert not formula(text)


def test_names_are_looked_at_too():
    found = {item.name: item.columns for item in letters_of_names(["age", "GrÃ¶ÃŸe", "na\u200bme", "=A1+B1"])}

    assert found == {"mojibake": ("GrÃ¶ÃŸe",), "hidden_characters": ("na\u200bme",), "formulas": ("=A1+B1",)}
    assert list(letters_of_names(["age", "Größe", "이름", "a-b", "x=y"])) == []
