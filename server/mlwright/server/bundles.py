"""The files of the skills under their addresses: what is served is the snapshot read at the start."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from mcp.server.mcpserver.resources import BinaryResource, Resource, TextResource

from mlwright.skills import Skill

PAGE = "SKILL.md"
KINDS = {
    ".md": "text/markdown",
    ".json": "application/json",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".jinja": "text/plain",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".py": "text/x-python",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FOLDER = "inode/directory"


class File(NamedTuple):
    """One file of a skill."""

    skill: Skill
    path: str
    data: bytes

    @property
    def uri(self) -> str:
        """Its address."""
        return f"skill://{self.skill.name}/{self.path}"

    @property
    def kind(self) -> str:
        """Its media type."""
        return KINDS.get(PurePosixPath(self.path).suffix, "application/octet-stream")

    @property
    def name(self) -> str:
        """The skill's name for its SKILL.md, else the file's path in the bundle."""
        return self.skill.name if self.path == PAGE else f"{self.skill.name}/{self.path}"


class Bundles:
    """Every file of every skill."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        self.skills = {f"skill://{skill.name}/{PAGE}": skill for skill in skills}
        self.files = {
            file.uri: file
            for skill in skills
            for file in (File(skill, path, skill.files[path]) for path in skill.files)
        }

    def resources(self) -> list[Resource]:
        """The files as resources of the SDK."""
        return [_resource(file) for file in self.files.values()]

    def entry(self, skill: Skill) -> dict[str, Any]:
        """A skill as the skills extension describes it, with the digest of every served byte."""
        files = [File(skill, path, data) for path, data in skill.files.items()]
        return {
            "uri": f"skill://{skill.name}/{PAGE}",
            "frontmatter": dict(skill.frontmatter),
            "resources": [
                {
                    "uri": file.uri,
                    "digest": f"sha256:{hashlib.sha256(file.data).hexdigest()}",
                    "size": len(file.data),
                }
                for file in files
            ],
        }

    def children(self, folder: str) -> list[dict[str, Any]]:
        """What lies directly in a folder; empty when it is no folder of a skill."""
        start = folder.removesuffix("/") + "/"
        return list(self._children(start)) if start.count("/") > 2 else []

    def _children(self, start: str) -> Iterator[dict[str, Any]]:
        seen = set()
        for file in self.files.values():
            if not file.uri.startswith(start):
                continue
            first, deeper, _ = file.uri[len(start) :].partition("/")
            if first not in seen:
                seen.add(first)
                uri = start + first
                yield {"uri": uri, "name": first, "mimeType": FOLDER} if deeper else _described(file)


def _described(file: File) -> dict[str, Any]:
    about = {"uri": file.uri, "name": file.name, "mimeType": file.kind, "size": len(file.data)}
    return about | ({"description": file.skill.description} if file.path == PAGE else {})


def _resource(file: File) -> Resource:
    about = file.skill.description if file.path == PAGE else None
    try:
        text = file.data.decode("utf-8")
    except UnicodeDecodeError:
        return BinaryResource(uri=file.uri, name=file.name, description=about, mime_type=file.kind, data=file.data)
    return TextResource(uri=file.uri, name=file.name, description=about, mime_type=file.kind, text=text)
