"""Deciding which two states of a repository a review compares."""

import difflib
import re
from typing import NamedTuple

from mlwright.errors import RevisionError, quoted
from mlwright.leakage.repository.mirror import Mirror

INDEX = "index"
WORKTREE = "worktree"
DEFAULT_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
FETCH = "Fetch the missing history: `git fetch --unshallow`, or in CI a checkout with fetch-depth: 0."
FORMS = "Expected BASE..HEAD, BASE...HEAD (from where they parted), or one revision, of names that `git log` knows."


class Sides(NamedTuple):
    """The two states: `old` names a commit or the empty tree, `new` a commit, the index or the work tree."""

    old: str
    old_words: str
    new: str
    new_words: str
    notes: tuple[str, ...] = ()
    based: bool = True


def uncommitted(mirror: Mirror, new: str) -> Sides:
    """HEAD against the index or the work tree; before the first commit, the empty tree against it."""
    words = "the index" if new == INDEX else "the work tree"
    head = _head(mirror)
    if head is None:
        return Sides(mirror.empty_tree, "the empty tree (no commit yet)", new, words)
    return Sides(head, f"HEAD ({head[:8]})", new, words)


def since_default_branch(mirror: Mirror) -> Sides:
    """Where the default branch was left, against the work tree; HEAD where there is no such place."""
    plain = uncommitted(mirror, WORKTREE)
    if plain.old == mirror.empty_tree:
        return plain
    branch = _default_branch(mirror)
    if branch is None:
        note = "no default branch was found (origin/HEAD, main, master): compared with HEAD"
        return plain._replace(notes=(note,), based=False)
    base = _merge_base(mirror, branch[1], plain.old)
    if base is None:
        why = "the clone is shallow" if mirror.shallow else "they share no history"
        note = f"HEAD and {branch[0]} have no common commit here ({why}): compared with HEAD only"
        return plain._replace(notes=(note,), based=False)
    return plain._replace(old=base, old_words=f"merge base {base[:8]} of {branch[0]} and HEAD")


def ranged(mirror: Mirror, text: str) -> Sides:
    """The sides of BASE..HEAD, BASE...HEAD, REV^! and REV (the same as REV...HEAD, what a pull request shows)."""
    left, dots, right = text.partition("...") if "..." in text else text.partition("..")
    if not dots and text.endswith("^!"):
        left, dots, right = text[:-2] + "^", "..", text[:-2]
    new = _needed(mirror, right or "HEAD")
    new_words = f"{quoted_revision(right or 'HEAD')} ({new[:8]})"
    if dots == "..":
        old, words, notes = _base(mirror, left or "HEAD", new)
        return Sides(old, words, new, new_words, notes)
    other = _needed(mirror, left or "HEAD")
    base = _merge_base(mirror, other, new)
    if base is None:
        raise RevisionError(
            f"{quoted(left)} and {quoted(right or 'HEAD')} have no common commit in this clone.",
            FETCH if mirror.shallow else "Compare them directly: BASE..HEAD with two dots.",
        )
    words = f"merge base {base[:8]} of {quoted_revision(left)} and {quoted_revision(right or 'HEAD')}"
    return Sides(base, words, new, new_words)


def commit(mirror: Mirror, name: str) -> str | None:
    """The full name of the commit that a revision stands for, or None; the revision can never become an option."""
    if re.search(r"[\0-\x1f\x7f]", name) or not name:
        return None
    # Read from the standard input, a name that starts with a dash is a name like any other.
    asked = name.encode("utf-8", "surrogateescape") + b"^{commit}\n"
    answer = mirror.git("cat-file", "--batch-check", stdin=asked, codes=(0, 128))
    found = re.fullmatch(rb"([0-9a-f]{40,64}) commit \d+\n", answer)
    return found[1].decode() if found else None


def quoted_revision(name: str) -> str:
    """A revision as it is where it is plain, else quoted."""
    return name if re.fullmatch(r"[\w./^~@{}-]{1,100}", name, re.ASCII) else quoted(name, 100)


def _head(mirror: Mirror) -> str | None:
    head = commit(mirror, "HEAD")
    value = mirror.refs.get("HEAD", "").removeprefix("ref: ")
    if head is None and (value in mirror.refs or not value.startswith("refs/")):
        raise RevisionError("HEAD names a commit that is not in the repository.", "Check it with `git fsck`.")
    return head


def _default_branch(mirror: Mirror) -> tuple[str, str] | None:
    for name in DEFAULT_BRANCHES:
        found = commit(mirror, f"refs/remotes/{name}" if "/" in name else f"refs/heads/{name}")
        if found is not None:
            return name, found
    return None


def _merge_base(mirror: Mirror, one: str, other: str) -> str | None:
    return mirror.git("merge-base", one, other, codes=(0, 1)).decode().strip() or None


def _needed(mirror: Mirror, name: str) -> str:
    found = commit(mirror, name)
    if found is None:
        near = difflib.get_close_matches(name, sorted({ref.split("/", 2)[-1] for ref in mirror.refs})[:5000], 1)
        hint = f"Did you mean {quoted(near[0])}? " if near else ""
        raise RevisionError(
            f"{quoted(name)} names no commit of this repository.", hint + (FETCH if mirror.shallow else FORMS)
        )
    return found


def _base(mirror: Mirror, name: str, head: str) -> tuple[str, str, tuple[str, ...]]:
    if re.fullmatch("0{40}|0{64}", name):  # what forges send as "before" when a branch is pushed first
        branch = _default_branch(mirror)
        base = _merge_base(mirror, branch[1], head) if branch and branch[1] != head else None
        if branch is None or base is None:
            return mirror.empty_tree, "the empty tree", ("the range has no base: every file counts as new",)
        return base, f"merge base {base[:8]} of {branch[0]} and {head[:8]}", ("the range has no base of its own",)
    child = re.fullmatch(r"(.+?)(?:\^1?|~1?)", name)
    if commit(mirror, name) is None and child and (start := commit(mirror, child[1])) is not None:
        if not _parents(mirror, start):
            return mirror.empty_tree, f"the empty tree ({quoted_revision(child[1])} is the first commit)", ()
        raise RevisionError(f"The parent of {quoted(child[1])} is not in this clone.", FETCH)
    found = _needed(mirror, name)
    return found, f"{quoted_revision(name)} ({found[:8]})", ()


def _parents(mirror: Mirror, name: str) -> list[bytes]:
    text = mirror.git("cat-file", "commit", name).partition(b"\n\n")[0]
    return [line for line in text.splitlines() if line.startswith(b"parent ")]
