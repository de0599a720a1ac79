"""What a person should know about the file of a table."""

from collections.abc import Iterator

from mlwright.specs import Finding, Source, found


def table_flags(source: Source) -> Iterator[Finding]:
    """Findings about the file."""
    if source.format == "csv" and source.encoding not in ("utf-8", "utf-8-sig"):
        message = f"The file is written in {source.encoding}, which was guessed from its bytes; check foreign letters"
        yield found("encoding", message)
