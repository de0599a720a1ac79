"""What strength means, said once, and which of its two kinds a number is."""

from mlwright.reports.derived import TELLING, telling_links
from mlwright.reports.wording import number
from mlwright.specs import Link, Profile

BLANKS = "by blank or not"
_MEANS = (
    "Strength says how much one column alone tells about the target, from zero, which is nothing, to one, which is "
    "everything: for classes twice the area under the ROC curve less one, for amounts the share of the variance "
    f"explained. What a column tells {BLANKS} is measured apart."
)


def strength_said(profile: Profile) -> dict[str, str]:
    """What strength means, by the section of the report in which it is first spoken of."""
    if any("strength" in item.evidence for item in profile.findings):
        first = "ruin"
    else:
        first = "target" if telling_links(profile) else "parted"
    return {place: _MEANS if place == first else "" for place in ("ruin", "target", "parted")}


def strength_of(link: Link) -> str:
    """The strength of a column's values; that of its blanks beside it, where they tell, the stronger one first."""
    values, blanks = link.strength, link.missing_strength
    by_values = number(values)
    if blanks is None or blanks < TELLING:
        return by_values
    by_blanks = f"{number(blanks)} {BLANKS}"
    if values is None:
        return by_blanks
    return f"{by_blanks}, {by_values} by its values" if blanks > values else f"{by_values}, {by_blanks}"
