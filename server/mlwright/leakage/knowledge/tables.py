"""Reading of the knowledge tables: names in running text, by what they have in common."""


def by_name(groups: dict[str, str]) -> dict[str, str]:
    """Turn {meaning: "Name Name ..."} into {Name: meaning}; a name ending in an underscore is a reminder, not an
    entry.
    """
    return {name: meaning for meaning, names in groups.items() for name in names.split() if not name.endswith("_")}


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())
