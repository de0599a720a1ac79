"""YAML text of a contract: plain data, no anchors, nothing invisible."""

import unicodedata
from typing import Any

import yaml

_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Zl", "Zp"})
_LONGEST_LINE = 110
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class PlainDumper(_Dumper):
    """Writes equal parts out twice, since our reader refuses anchors."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        del data
        return True


def dump(paper: dict[str, Any]) -> str:
    """The paper as YAML; where it holds signs that cannot be seen, every foreign sign is escaped."""
    shown = _dumped(paper, allow_unicode=True)
    if any(unicodedata.category(sign) in _HIDDEN for sign in set(shown) - {"\n"}):
        return _dumped(paper, allow_unicode=False)
    return shown


def _dumped(paper: dict[str, Any], *, allow_unicode: bool) -> str:
    return str(yaml.dump(paper, Dumper=PlainDumper, sort_keys=False, allow_unicode=allow_unicode, width=_LONGEST_LINE))
