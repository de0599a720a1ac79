"""Whether a log says that all went well."""

import re
from collections.abc import Sequence

WELL = re.compile(
    r"(?i)\b[1-9]\d* passed\b|\bexit(?:ed)?(?: with)?(?: code| status)?:? ?0\b|^OK(?: \(.{1,40}\))?$"
    r"|\b(?:build|job|workflow|all tests) (?:succeeded|passed)\b|\b(?:completed|finished) successfully\b"
)
BAD = re.compile(
    r"(?i)\b(?:errors?|fail(?:s|ed|ures?)?|fatal|exception|traceback|abort(?:ed)?|panic|killed|segmentation)\b|\w+Error\b"
    r"|\bexit(?:ed)?(?: with)?(?: code| status)?:? ?[1-9]"
)
NONE_BAD = re.compile(
    r"(?i)\b(?:0|no) (?:errors?|fail(?:ed|ures?)|warnings?)\b|\b(?:errors?|fail(?:ed|ures?)) ?[:=] ?0\b"
)


def went_well(logs: Sequence[Sequence[str]]) -> bool:
    """Whether every log names a success and none a failure."""
    return bool(logs) and all(
        any(WELL.search(line[:2_000]) for line in lines)
        and not any(BAD.search(NONE_BAD.sub("", line[:2_000])) for line in lines)
        for lines in logs
    )
