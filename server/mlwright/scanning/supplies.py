"""What a project takes from elsewhere: requirements, manifests, environments, images, install commands, actions."""

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from mlwright.scanning.findings import Level, visible
from mlwright.scanning.passages import Passage
from mlwright.scanning.secrets import Hit

NAME = re.compile(r"\s*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,80})\s*(?:\[[^\]]{0,80}\])?\s*\(?(?P<range>[^;#()]{0,120})")
EXACT = re.compile(r"===?\s*[^*\s,]+\s*(?:,|$)")
COMMIT = re.compile(r"@[0-9a-f]{40}\b")
SOURCE = re.compile(r"(?:git|hg|svn|bzr)\+[a-z+]{2,8}://\S{1,300}|https?://\S{1,300}\.(?:whl|tar\.gz|zip)\S{0,200}")
INSTALL = re.compile(
    r"(?<![\w-])(?:pip3?(?:\.\d+)?|uv pip|conda|mamba)[ \t]+install[ \t]+(?P<words>(?:[^\n;&|\\]|\\\n|\\){1,800})"
)
PIPED = re.compile(
    r"\b(?:curl|wget)\b[^|;\n]{1,300}\|\s{0,4}(?:sudo\s{1,4}(?:-\w\s{1,4})?)?(?:/\S{1,20}/)?(?:ba|z|da|k)?sh\b"
    r"|\b(?:curl|wget)\b[^|;\n]{1,300}\|\s{0,4}(?:sudo\s{1,4})?python3?\b|\b(?:ba|z)?sh\s{1,4}<\(\s{0,4}(?:curl|wget)\b"
    r"|\b(?:ba|z)?sh\s{1,4}-c\s{1,4}[\"']?\$\((?:curl|wget)\b"
)
EXTRA = re.compile(r"--extra-index-url|^\s*extra-index-url\s*=|\bPIP_EXTRA_INDEX_URL\b", re.MULTILINE)
PLAIN = re.compile(
    r"--trusted-host|(?:--(?:extra-)?index-url|-i|--find-links|-f|index-url\s{0,3}=)[ =\t]{1,3}http://(?!localhost|127\.)|git\+http://"
)
FROM = re.compile(
    r"^FROM[ \t]+(?:--platform=\S+[ \t]+)?(?P<image>[^\s:@$]{1,120})(?P<tag>:latest)?(?=\s|$)",
    re.MULTILINE | re.IGNORECASE,
)
STAGE = re.compile(r"^FROM[ \t].{1,200}?\bAS[ \t]+(\S{1,60})", re.MULTILINE | re.IGNORECASE)
ACTION = re.compile(
    r"^[ \t-]{0,40}uses:[ \t]{0,4}[\"']?(?P<what>[\w.-]{1,60}/[\w./-]{1,120})"
    r"@(?P<ref>main|master|latest|develop|dev)\b",
    re.MULTILINE,
)
TOOLS: tuple[str, ...] = ("pip", "setuptools", "wheel", "build", "uv", "conda", "mamba", "python", "hatchling")
TAKES: tuple[str, ...] = (
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-e",
    "--editable",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
)
TAKES += (
    "--find-links",
    "--target",
    "-t",
    "--prefix",
    "--root",
    "--trusted-host",
    "--python",
    "-n",
    "--name",
    "--channel",
)
TAKES += (
    "--proxy",
    "--cache-dir",
    "--timeout",
    "--platform",
    "--python-version",
    "-p",
    "--only-binary",
    "--no-binary",
    "--group",
)


def supplies(passage: Passage, locked: bool) -> Iterator[Hit]:
    """Supplies that may be another thing tomorrow; `locked` says that a lock file lies beside the manifest."""
    name = (passage.member or passage.path).lower().replace("\\", "/").rsplit("/", 1)[-1]
    reader = _reader(name)
    if reader is not None:
        yield from reader(passage, locked)
    if reader is _requirements or passage.nature in ("script", "config") or passage.cell:
        yield from _indexes(passage)
    if passage.nature in ("script", "config") or (passage.cell and passage.nature == "code"):
        yield from _commands(passage)


def _reader(name: str) -> Callable[[Passage, bool], Iterator[Hit]] | None:
    if re.fullmatch(r"(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)", name):
        return _requirements
    if name == "pyproject.toml":
        return _pyproject
    if re.fullmatch(r"(?:conda|environment)[\w.-]*\.ya?ml", name):
        return _environment
    if name.startswith(("dockerfile", "containerfile")) or name.endswith(".dockerfile"):
        return _image
    return None


def _unpinned(text: str, position: int, bounded: Level = "low") -> Iterator[Hit]:
    found = NAME.match(text)
    if not found or found["name"].lower() in TOOLS:
        return
    limits = found["range"].strip()
    if EXACT.search(limits) or limits.startswith("@"):
        return
    name = visible(found["name"], 60)
    what = f"allows {visible(limits, 60)}" if limits else "has no version"
    sure: Level = bounded if limits and ("<" in limits or "~=" in limits) else "medium"
    yield Hit("SC831", sure, position, f"`{name}` {what}: the next install may get another release", name)


def _source(text: str, position: int) -> Iterator[Hit]:
    for found in SOURCE.finditer(text):
        address = found.group()
        if COMMIT.search(address) or "#sha256=" in address or "--hash" in text:
            continue
        part = re.search(r"@([\w./-]+)(?:#|$)", address.split("://", 1)[1].split("/", 1)[-1])
        moving = address.startswith(("git+", "hg+", "svn+", "bzr+"))
        named = part is not None and bool(re.search(r"\d", part.group(1)))
        shown = visible(re.sub(r"//[^/@\s]*@", "//", address), 100)
        sure: Level = "medium" if moving and not named else "low"
        yield Hit("SC833", sure, position + found.start(), f"`{shown}` names no commit or hash", address)


def _requirements(passage: Passage, locked: bool) -> Iterator[Hit]:
    position, text = 0, passage.text
    frozen = locked or passage.path.endswith(".in")
    for line in re.sub(r"\\\n", "  ", text).split("\n"):
        # a continued line keeps its length: positions stay true
        bare = re.split(r"(?:^|\s)#|\s--", line, maxsplit=1)[0].strip()
        if SOURCE.search(bare):
            yield from _source(line, position)
        elif bare and not bare.startswith(("-", ".", "/")) and "://" not in bare and not frozen:
            yield from _unpinned(bare, position)
        position += len(line) + 1


def _pyproject(passage: Passage, locked: bool) -> Iterator[Hit]:
    try:
        whole = tomllib.loads(passage.text)
    except (ValueError, RecursionError):
        return
    for text in _declared(whole):
        position = max(passage.text.find(text), 0)
        yield from _source(text, position)
        # a library states ranges; with a lock beside it nothing moves
        if not locked and (found := NAME.match(text)) and not found["range"].strip():
            yield from _unpinned(text, position)
    yield from _poetry(passage, whole, locked)


def _declared(whole: dict[str, Any]) -> Iterator[str]:
    project = _table(whole, "project")
    lists = [project.get("dependencies"), *_table(project, "optional-dependencies").values()]
    lists += list(_table(whole, "dependency-groups").values())
    for items in lists:
        for item in items if isinstance(items, list) else ():
            if isinstance(item, str):
                yield item


def _poetry(passage: Passage, whole: dict[str, Any], locked: bool) -> Iterator[Hit]:
    declared = _table(_table(_table(whole, "tool"), "poetry"), "dependencies")
    for name, value in declared.items():
        position = max(passage.text.find(f"{name} ="), 0)
        if value == "*" and not locked:
            yield from _unpinned(name, position)
        if isinstance(value, dict) and "git" in value and not {"rev", "tag"} & set(value):
            yield Hit("SC833", "medium", position, f"`{visible(name, 60)}` comes from a branch of a repository", name)


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _environment(passage: Passage, locked: bool) -> Iterator[Hit]:
    position, inside = 0, False
    for line in passage.text.split("\n"):
        if line and not line[0].isspace() and not line.startswith("-"):
            inside = line.startswith("dependencies:")
        item = re.match(r"\s*-\s+([^#]+)", line)
        if inside and item and not locked:
            text = item.group(1).strip().strip("\"'").split("::")[-1]
            if SOURCE.search(text):
                yield from _source(line, position)
            elif not text.endswith(":") and not text.startswith("-") and "=" not in re.sub(r"[<>!~]=", "", text):
                yield from _unpinned(text, position)
        position += len(line) + 1


def _image(passage: Passage, _: bool) -> Iterator[Hit]:
    stages = {name.lower() for name in STAGE.findall(passage.text)} | {"scratch"}
    for found in FROM.finditer(passage.text):
        if found["image"].lower() not in stages:
            message = f"the image `{visible(found['image'], 80)}` has no fixed tag or digest"
            yield Hit("SC831", "medium", found.start(), message, found["image"])


def _indexes(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for found in EXTRA.finditer(text) if "xtra" in text or "EXTRA" in text else ():
        if not passage.line(found.start()).lstrip().startswith("#"):
            message = "a second package index: whoever offers the higher version there is installed"
            yield Hit("SC832", "medium", found.start(), message, passage.line(found.start()).strip())
    for found in PLAIN.finditer(text):
        if not passage.line(found.start()).lstrip().startswith("#"):
            message = "packages are fetched without a checked certificate"
            yield Hit("SC834", "high", found.start(), message, passage.line(found.start()).strip())


def _commands(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for found in PIPED.finditer(text):
        if not passage.line(found.start()).lstrip().startswith("#"):
            message = "what a server sends is run at once, unseen"
            yield Hit("SC835", "high", found.start(), message, found.group())
    for found in ACTION.finditer(text) if "uses:" in text else ():
        message = f"the action `{visible(found['what'], 80)}` follows the branch {found['ref']}"
        yield Hit("SC833", "medium", found.start("what"), message, found.group())
    for found in INSTALL.finditer(text):
        if not passage.line(found.start()).lstrip().startswith("#"):
            yield from _installed(found["words"], found.start())


def _installed(words: str, position: int) -> Iterator[Hit]:
    rest = re.sub(r"\\\n", " ", words).split(" #")[0].split()
    hashed = "--require-hashes" in rest
    # a constraints file beside the names may hold their versions
    held = any(word in ("-c", "--constraint") for word in rest)
    while rest and not hashed:
        word = rest.pop(0).strip("\"'`,])")
        if re.match(r"\d?>|<", word):
            return
        if word in TAKES:
            rest[:1] = []
        elif SOURCE.match(word):
            yield from _source(word, position)
        elif (
            re.match(r"[A-Za-z0-9]", word)
            and not held
            and "/" not in word
            and not re.search(r"\$|\{|\.whl$|^[\w.-]+=\d", word)
        ):
            yield from _unpinned(word, position)
