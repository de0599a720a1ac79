"""Modules of the reviewed project: found as Python would find them, and never outside of it."""

import pytest

from mlwright.leakage.project import LARGEST, MOST_KEPT, Project


@pytest.fixture
def root(tmp_path):
    for name in (
        "pkg/__init__.py",
        "pkg/clean.py",
        "pkg/deep/__init__.py",
        "pkg/deep/more.py",
        "src/lib/tool.py",
        "run.py",
    ):
        path = tmp_path / "root" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name = {name!r}\n")
    (tmp_path / "outside.py").write_text("name = 'secret'\n")
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("module", "level", "asker", "found"),
    [
        ("pkg.clean", 0, "run.py", "pkg/clean.py"),
        ("pkg", 0, "run.py", "pkg/__init__.py"),
        ("lib.tool", 0, "run.py", "src/lib/tool.py"),
        ("tool", 0, "src/lib/other.py", "src/lib/tool.py"),
        ("pkg.clean", 0, "pkg/deep/more.py", "pkg/clean.py"),
        ("more", 1, "pkg/deep/__init__.py", "pkg/deep/more.py"),
        ("clean", 2, "pkg/deep/more.py", "pkg/clean.py"),
        ("", 2, "pkg/deep/more.py", "pkg/__init__.py"),
        ("numpy", 0, "run.py", None),
        ("outside", 0, "run.py", None),
        ("outside", 2, "run.py", None),
        ("outside", 3, "pkg/clean.py", None),
        ("../outside", 0, "run.py", None),
        ("pkg..clean", 0, "run.py", None),
        ("", 0, "run.py", None),
        ("x" * 1000, 0, "run.py", None),
    ],
)
def test_a_module_is_found_as_python_would_from_a_file(root, module, level, asker, found):
    source = Project([str(root)]).resolve(module, level, str(root / asker))

    assert (None if found is None else f"name = {found!r}\n") == (source and source.text)


def test_a_link_out_of_the_root_is_not_followed(root):
    (root / "linked.py").symlink_to(root.parent / "outside.py")

    assert Project([str(root)]).resolve("linked", 0, str(root / "run.py")) is None


def test_a_module_is_read_once_and_memory_stays_bounded(root):
    reads = []

    def reader(path, data):
        reads.append(path)
        return object()

    project = Project([str(root)], reader=reader)
    for _ in range(3):
        project.resolve("pkg.clean", 0, str(root / "run.py"))
    assert len(reads) == 1

    for number in range(MOST_KEPT + 5):
        (root / f"m{number}.py").write_text("")
        project.resolve(f"m{number}", 0, str(root / "run.py"))
    assert len(project._sources) == MOST_KEPT


def test_a_module_too_large_is_not_read(root):
    (root / "big.py").write_bytes(b"#" * (LARGEST + 1))

    assert Project([str(root)]).resolve("big", 0, str(root / "run.py")) is None


def test_another_revision_goes_before_the_disk(root):
    contents = {str(root / "pkg/clean.py"): b"old = 1\n", str(root / "pkg/deep/more.py"): None}
    project = Project([str(root)], contents)

    found = project.resolve("pkg.clean", 0, str(root / "run.py"))

    assert found is not None
    assert found.text == "old = 1\n"
    assert project.resolve("pkg.deep.more", 0, str(root / "run.py")) is None
    assert {str(root / "run.py"): {str(root / "pkg/clean.py")}} == project.used
