"""What is tested is what is pinned: exact versions, one lock, no registry's address, the same programs on disk."""

import json
import re

import pytest

from tests.hosts.installed import LOCK, MANIFEST, PACKAGES, about, command, pins

VERSION = re.compile(r"\d+\.\d+\.\d+(-[a-z0-9.]+)?")
ADDRESS = re.compile(r"https?://[^\"]*\.tgz|\"resolved\"|registry\.", flags=re.IGNORECASE)


def test_every_program_has_one_exact_version() -> None:
    assert set(PACKAGES.values()) <= set(pins())
    assert [name for name, version in pins().items() if not VERSION.fullmatch(version)] == []


def test_the_lock_holds_the_same_versions_and_a_digest_of_each_package() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    locked = {name: packages[f"node_modules/{name}"]["version"] for name in pins()}

    assert pins() == locked
    assert [name for name, package in packages.items() if "integrity" not in package] == [""]


def test_the_lock_names_no_registry() -> None:
    assert None is ADDRESS.search(LOCK.read_text(encoding="utf-8"))
    assert None is ADDRESS.search(MANIFEST.read_text(encoding="utf-8"))
    assert ADDRESS.search('"resolved": "https://packages.example/x.tgz"')


@pytest.mark.slow
@pytest.mark.parametrize("program", sorted(PACKAGES))
def test_the_installed_program_is_the_pinned_one(program: str) -> None:
    command(program)

    assert pins()[PACKAGES[program]] == about(program)["version"]
