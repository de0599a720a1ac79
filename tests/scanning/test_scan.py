"""A scan finds what was planted, says where, never shows it, and stays silent on a clean tree."""

import json
import os
import pickle
import random
import string
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright.cli import cli
from mlwright.errors import InputError
from mlwright.leakage.review import review_text
from mlwright.leakage.settings import Settings
from mlwright.scanning import examine, explain, scan
from mlwright.scanning.findings import CODES, LEVELS

DRAW = random.Random(7)
LETTERS = string.ascii_letters + string.digits


def drawn(size: int, signs: str = LETTERS) -> str:
    return "".join(DRAW.choice(signs) for _ in range(size))


def codes(path: Path) -> list[str]:
    return [finding.code for finding in scan([str(path)]).findings]


class Reducer:
    """What a harmful pickle holds; the tests write it and never load it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


CLEAN = {
    "train.py": 'import os\n\nAPI_KEY = os.environ["API_KEY"]\npassword = getpass()\nTOKEN = "<your token>"\n',
    "data/rows.csv": "id,when,amount\n" + "".join(f"{i},2026-01-{i % 28 + 1:02},{i * 0.37:.4f}\n" for i in range(500)),
    "requirements.txt": "# exact\nnumpy==2.3.1\npandas==3.0.0 ; python_version >= '3.11'\n",
    "Dockerfile": "FROM python:3.11-slim AS base\nRUN pip install -r requirements.txt\nFROM base\n",
    "README.md": "Write to team@bigcorp.io, or `pip install ours`.\n",
    "config.yaml": "tokenizer: bert\nmax_tokens: 512\npad_token: '<pad>'\nversion: 1.22.333.4\n",
    "prompts/system.md": "You are shown a table by ann@example.com.\n",
    ".env.example": "DB_PASSWORD=changeme\nAPI_TOKEN=${TOKEN}\n",
    "model.pkl": pickle.dumps({"weights": [0.1, 0.2], "names": ("a", "b"), "kind": {1, 2}}),
}


def planted(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_the_four_planted_faults_are_found(tmp_path):
    key = "AKIA" + drawn(16, string.ascii_uppercase + "234567")
    tree = planted(
        tmp_path,
        {
            **CLEAN,
            "settings.py": f'ACCESS = "{key}"\n',
            "data/users.csv": "id,mail\n1,ann.lee@bigcorp.io\n",
            "model.bin": pickle.dumps(Reducer()),
            "requirements.txt": "numpy==2.3.1\npandas\n",
        },
    )
    found = {(item.code, os.path.relpath(str(item.place), tmp_path)) for item in scan([str(tree)]).findings}

    assert found == {
        ("SC801", "settings.py:1"),
        ("SC811", "data/users.csv:2"),
        ("SC821", "model.bin@28"),
        ("SC831", "requirements.txt:2"),
    }


def test_a_clean_tree_has_nothing(tmp_path):
    done = scan([str(planted(tmp_path, CLEAN))])

    assert (done.findings, done.notes, done.files) == ((), (), len(CLEAN))


def test_random_bytes_and_random_text_have_nothing(tmp_path):
    random_bytes = DRAW.randbytes
    files: dict[str, str | bytes] = {
        f"{n}{end}": random_bytes(20_000) for n, end in enumerate((".bin", ".dat", ".csv"))
    }
    files["letters.txt"] = drawn(200_000, LETTERS + "+/=\n")
    files["numbers.csv"] = "x,y\n" + "".join(f"{DRAW.random()},{DRAW.getrandbits(53)}\n" for _ in range(5_000))
    files["hashes.json"] = json.dumps([f"{DRAW.getrandbits(256):064x}" for _ in range(500)])

    assert scan([str(planted(tmp_path, files))]).findings == ()


def test_a_notebook_is_read_by_cell_source_and_output(tmp_path):
    token = "hf_" + drawn(34)
    cells = [
        {"cell_type": "markdown", "source": ["# by ann.lee@bigcorp.io\n"]},
        {"cell_type": "code", "source": ["x = 1\n", f"login('{token}')\n"], "outputs": []},
        {"cell_type": "code", "source": [], "outputs": [{"output_type": "stream", "text": ["ok\n", "bo@bigcorp.io"]}]},
    ]
    path = planted(tmp_path, {"a.ipynb": json.dumps({"cells": cells})}) / "a.ipynb"
    found = [(item.code, str(item.place).removeprefix(str(path))) for item in scan([str(path)]).findings]

    assert found == [("SC801", ":cell 2:2"), ("SC811", ":cell 3 output:2")]


def test_no_report_shows_a_value(tmp_path):
    token, password = "ghp_" + drawn(36), "q7" + drawn(10)
    planted(
        tmp_path, {".env": f"GH={token}\nDB_PASSWORD={password}\nURL=https://me:{password[::-1]}@db1.bigcorp.io/x\n"}
    )
    for words in ([], ["--json"]):
        done = CliRunner().invoke(cli, ["scan", str(tmp_path), "--min-confidence", "low", *words])

        assert "SC801" in done.output
        assert "SC803" in done.output
        assert "SC804" in done.output
        assert token not in done.output
        assert token[:9] not in done.output
        assert password not in done.output
        assert password[:4] not in done.output
    assert "'ghp_…' (40 characters)" in CliRunner().invoke(cli, ["scan", str(tmp_path)]).output


def test_the_command_exits_0_1_and_2(tmp_path):
    clean = planted(tmp_path / "clean", CLEAN)
    dirty = planted(tmp_path / "dirty", {"requirements.txt": "pandas\n"})
    runner = CliRunner()

    assert runner.invoke(cli, ["scan", str(clean)], standalone_mode=False).return_value == 0
    assert runner.invoke(cli, ["scan", str(dirty)], standalone_mode=False).return_value == 1
    assert json.loads(runner.invoke(cli, ["scan", str(dirty), "--json"]).output)["findings"][0]["line"] == 1
    with pytest.raises(InputError, match="does not exist"):
        scan([str(tmp_path / "none")])


def test_links_are_not_followed_and_settings_leave_out(tmp_path):
    outside = planted(tmp_path / "outside", {"requirements.txt": "pandas\n"})
    inside = planted(
        tmp_path / "inside",
        {"old/requirements.txt": "pandas\n", "pyproject.toml": '[tool.mlwright.scan]\nexclude = ["old"]\n'},
    )
    (inside / "link").symlink_to(outside)
    (inside / "requirements.txt").symlink_to(outside / "requirements.txt")

    assert codes(inside) == []
    assert codes(outside) == ["SC831"]


def test_a_strange_setting_is_named(tmp_path):
    planted(tmp_path, {"pyproject.toml": "[tool.mlwright.scan]\nexcludes = []\n"})

    with pytest.raises(InputError, match="excludes"):
        scan([str(tmp_path)])


def test_text_from_files_is_escaped_in_reports(tmp_path):
    planted(tmp_path, {"requirements.txt": "pandas\n", "a\x1b[31m.txt": "mail ann.lee@bigcorp.io\n"})
    output = CliRunner().invoke(cli, ["scan", str(tmp_path)]).output

    assert "\x1b" not in output
    assert "\\x1b[31m" in output


@pytest.mark.parametrize(
    "sign", ["a", "a.", "@", "+1", "eyJ", "token=", "://a:", "-----BEGIN PRIVATE KEY-----\n", "\\\n", "4111 "]
)
def test_long_hostile_lines_take_no_time(sign, tmp_path):
    for name in ("x.csv", "requirements.txt", ".env"):
        (tmp_path / name).write_text(sign * (300_000 // len(sign)))

    assert scan([str(tmp_path)]).files == 3


def test_the_catalogue_has_a_remedy_for_every_code():
    assert all(kind.remedy and kind.severity in LEVELS for kind in CODES.values())
    assert examine(os.devnull) == []


@pytest.mark.parametrize(
    "text",
    [
        "pandas  # mlwright: allow SC831 - the newest is what is tested here\n",
        "# mlwright: allow SC801, SC831 - the newest is what is tested here\npandas\n",
        "numpy==2.3.1\npandas\n# mlwright: allow-file SC831 - the newest is what is tested here\n",
    ],
)
def test_a_comment_with_a_reason_allows_a_finding(tmp_path, text):
    planted(tmp_path, {"requirements.txt": text})

    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pandas  # mlwright: allow SC831\n", "no reason"),
        ("pandas  # mlwright: allow SC831 - \n", "no reason"),
        ("# mlwright: allow SC831 - far above\nnumpy==2.3.1\npandas\n", "SC831, which is not found"),
        ("pandas  # mlwright: allow SC801 - another fault\n", "SC801, which is not found"),
        ("pandas  # mlwright: allow SC899 - nobody knows it\n", "SC899, which is no code"),
    ],
)
def test_a_comment_without_reason_or_for_another_fault_allows_nothing_and_is_named(tmp_path, text, said):
    done = scan([str(planted(tmp_path, {"requirements.txt": text}))])

    assert [finding.code for finding in done.findings] == ["SC831"]
    assert said in done.notes[0].what


def test_a_secret_is_allowed_in_the_file_where_it_lies_and_nowhere_else(tmp_path):
    secret = "q7" + drawn(14)
    line = f'API_SECRET = "{secret}"'
    planted(tmp_path, {"a.py": f"{line}  # mlwright: allow SC804 - of a closed account\n", "b.py": f"{line}\n"})
    cell = {"cell_type": "code", "source": [f"{line}  # mlwright: allow SC804 - of a closed account"], "outputs": []}
    planted(tmp_path, {"c.ipynb": json.dumps({"cells": [cell]})})

    assert [str(tmp_path / "b.py")] == [finding.place.path for finding in scan([str(tmp_path)]).findings]


def test_the_reviewer_leaves_the_scans_comments_alone():
    text = b'KEY = "x"  # mlwright: allow SC804 - of a closed account\ny = 1  # mlwright: allow LK101 - nothing here\n'
    found = review_text("a.py", text, Settings())

    assert [(item.code, item.place.line) for item in found.findings] == [("HY791", 2)]


def test_every_code_is_explained_and_stands_in_the_paper():
    paper = (Path(__file__).parents[2] / "docs" / "scan.md").read_text(encoding="utf-8")

    assert set(explain.FINDS) == set(CODES)
    assert explain.table() in paper
    for word in ("SC831", "sc831", "unpinned"):
        output = CliRunner().invoke(cli, ["explain", word]).output
        assert output.startswith("# SC831 unpinned\n\nSeverity: medium.")
        assert CODES["SC831"].remedy in output
    assert explain.find("LK101") is None


def test_a_pickle_of_plain_values_and_a_token_that_is_a_placeholder_are_not_reported(tmp_path):
    planted(tmp_path, {"a.pkl": pickle.dumps([1, 2]), "a.py": 'T = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"\n'})

    assert scan([str(tmp_path)], "low").findings == ()
