"""Reading blobs by name, many at once, with bounds on each and on all together."""

from collections.abc import Iterable

from mlwright.leakage.repository.disk import LARGEST_FILE
from mlwright.leakage.repository.mirror import Mirror

LARGEST_TOTAL = 250_000_000


def contents(mirror: Mirror, names: Iterable[str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The blobs that could be read, and for each other one the reason; no filter or textconv takes part."""
    wanted = sorted(set(names))
    if not wanted:
        return {}, {}
    sizes = mirror.git("cat-file", "--batch-check", stdin=_lines(wanted)).decode().splitlines()
    readable, reasons, total = [], {}, 0
    for name, answer in zip(wanted, sizes, strict=True):
        _, kind, size = answer.split(" ") if answer.count(" ") == 2 else (name, "missing", "0")
        total += int(size) if int(size) <= LARGEST_FILE else 0
        if kind != "blob":
            reasons[name] = "is not in this clone"
        elif int(size) > LARGEST_FILE:
            reasons[name] = f"is larger than {LARGEST_FILE / 1_000_000:g} MB"
        elif total > LARGEST_TOTAL:
            reasons[name] = f"comes after {LARGEST_TOTAL // 1_000_000} MB of other changed files"
        else:
            readable.append(name)
    return _read(mirror, readable), reasons


def _read(mirror: Mirror, names: list[str]) -> dict[str, bytes]:
    if not names:
        return {}
    answer = mirror.git("cat-file", "--batch", stdin=_lines(names))
    found, position = {}, 0
    for name in names:
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split(b" ")[2])
        found[name] = answer[end + 1 : end + 1 + size]
        position = end + size + 2
    return found


def _lines(names: list[str]) -> bytes:
    return "".join(f"{name}\n" for name in names).encode()
