"""Relative links in a bundle's Markdown: each has to lead to a file of the bundle."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
SPAN = re.compile(r"`[^`\n]*`")
INLINE = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'(][^)]*)?\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?\s*(?:[\"'(].*)?$", flags=re.MULTILINE)
HTML = re.compile(r"<[a-zA-Z][^<>]*?\b(?:href|src)\s*=\s*[\"']([^\"']+)[\"']")
ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#")


def links_of(text: str) -> Iterator[str]:
    """The relative links in a Markdown text, without what stands in code."""
    prose = SPAN.sub("", _outside_fences(text))
    for pattern in (INLINE, REFERENCE, HTML):
        yield from (match[1] for match in pattern.finditer(prose) if not ELSEWHERE.match(match[1]))


def dangling(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """File and link, for every relative link of a bundle's Markdown that leads to no file of it."""
    folders = {posixpath.dirname(name) for name in files}
    lost = []
    for name in sorted(name for name in files if name.endswith(".md")):
        for link in links_of(files[name].decode("utf-8", "replace")):
            path = unquote(re.split(r"[#?]", link)[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if path.startswith("/") or (target not in files and target not in folders):
                lost.append((name, link))
    return lost


def _outside_fences(text: str) -> str:
    fence, kept = "", []
    for line in text.splitlines():
        match = FENCE.match(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) else fence
        elif match:
            fence = match[1]
        else:
            kept.append(line)
    return "\n".join(kept)
