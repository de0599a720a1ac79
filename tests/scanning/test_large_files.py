"""Data and models that git would take in whole are found; what it leaves out, or gives to git-lfs, is not."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright.cli.scan import scan as command
from mlwright.scanning import scan

LARGEST = 1_000


def codes(folder: Path, largest: int = LARGEST) -> list[str]:
    return [item.code for item in scan([str(folder)], largest=largest).findings]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(folder: Path, name: str, count: int = LARGEST + 1) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("1\n" * (count // 2) + "1" * (count % 2))


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz", "a/b/rows.parquet", "model.onnx", "data.zip"])
def test_a_large_file_outside_lfs_is_found(name: str, repository: Path) -> None:
    write(repository, name)
    (finding,) = scan([str(repository)], largest=LARGEST).findings

    assert (finding.code, finding.place.path) == ("SC841", str(repository / name))
    assert finding.message.startswith("1.0 kB that git would take in")


def test_a_file_of_the_allowed_size_and_large_code_are_left_alone(repository: Path) -> None:
    write(repository, "rows.csv", LARGEST)
    write(repository, "code.py")

    assert codes(repository) == []


def test_settings_of_git_make_a_repository_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.bin filter=lfs\n")
    write(tmp_path, "rows.csv")

    assert codes(tmp_path) == ["SC841"]


def test_a_folder_that_is_no_repository_has_no_large_files(tmp_path: Path) -> None:
    write(tmp_path, "rows.csv")

    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        (".gitattributes", "*.csv filter=lfs diff=lfs merge=lfs -text\n", False),
        (".gitattributes", "data/** filter=lfs\n", False),
        (".gitattributes", "data/deep/*.csv filter=lfs\n", False),
        ("data/.gitattributes", "deep/rows.csv filter=lfs\n", False),
        (".gitattributes", "*.csv filter=lfs\ndata/deep/rows.csv -filter\n", True),
        (".gitattributes", "*.bin filter=lfs\n# *.csv filter=lfs\n", True),
        (".gitattributes", "*.csv text\n", True),
        (".gitattributes", "/rows.csv filter=lfs\n", True),
        (".gitignore", "*.csv\n", False),
        (".gitignore", "data/\n", False),
        (".gitignore", "**/deep/\n", False),
        (".gitignore", "/data/*/rows.csv\n", False),
        ("data/.gitignore", "/deep\n", False),
        (".gitignore", "*.csv\n!rows.csv\n", True),
        (".gitignore", "data/\n!data/deep/rows.csv\n", False),
        (".gitignore", "rows.csv/\n", True),
        (".gitignore", "# *.csv\n/deep/\n", True),
        (".git/info/exclude", "rows.csv\n", False),
    ],
)
def test_the_settings_of_git_decide(file: str, text: str, found: bool, repository: Path) -> None:
    write(repository, "data/deep/rows.csv")
    (repository / file).parent.mkdir(parents=True, exist_ok=True)
    (repository / file).write_text(text)

    assert codes(repository) == (["SC841"] if found else [])


def test_the_command_takes_the_size_in_megabytes(repository: Path) -> None:
    write(repository, "rows.csv", 2_000_000)
    runs = {
        large: CliRunner().invoke(command, [str(repository), *large], standalone_mode=False).return_value
        for large in ((), ("--large", "1.9"), ("--large", "2"))
    }

    assert runs == {(): 0, ("--large", "1.9"): 1, ("--large", "2"): 0}
