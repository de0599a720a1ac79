"""One column beside the target: everything a rule about answers may look at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import all_rows
from mlwright.profiling.findings.links import Outcome, rank_correlation
from mlwright.profiling.findings.names import word_set, words
from mlwright.specs import Link

SAME_THING = 0.9
_COMMON = word_set(
    """
    total mean average avg max min sum number num count cnt rate value score price cost amount the of in per time
    date day month year size level index id ratio percent pct number std sd median"""
)


@dataclass(frozen=True)
class Said:
    """What a rule says of a column: the finding's name and what was seen."""

    name: str
    why: str


@dataclass(frozen=True)
class Evidence:
    """One column beside the target."""

    view: View
    target: View
    outcome: Outcome
    link: Link
    shared_words: frozenset[str]
    """Telling words in both names that few other columns have."""
    rows: int = 0
    """Rows of the whole table."""

    @property
    def strength(self) -> float:
        """What the present values say, 0 where that is unknown."""
        return self.link.strength or 0.0

    @property
    def gap(self) -> float:
        """What the mere fact that a value is missing says."""
        return self.link.missing_strength or 0.0

    @property
    def numeric(self) -> bool:
        """Whether the target is an amount."""
        return self.outcome.task in ("regression", "forecasting")

    @property
    def names(self) -> tuple[str, str]:
        """The column and the target, as shown."""
        return quoted(self.view.name, 40), quoted(self.target.name, 40)

    @property
    def measured(self) -> str:
        """The strength as it was measured."""
        if self.numeric:
            return f"explained variance {self.strength:.3f}"
        return f"rank AUC {(1 + self.strength) / 2:.3f}"

    def all_of(self, count: int) -> str:
        """So many rows, and whether they are all or those looked at."""
        return all_rows(count, len(self.view.codes), self.rows)

    def order(self) -> float | None:
        """Rank correlation with a numeric target of a like-named column, where it is close."""
        if not self.numeric or not self.shared_words or self.view.values is None:
            return None
        order = rank_correlation(self.view.values, self.outcome.values)
        return order if abs(order) >= SAME_THING else None


def shared_words(views: Sequence[View], target: str) -> dict[str, frozenset[str]]:
    """Per column, the words it shares with the target's name, if at most three columns have them."""
    spoken = {view.name: frozenset(words(view.name)) for view in views}
    often = Counter(word for found in spoken.values() for word in found)
    telling = {
        word for word in spoken[target] - _COMMON if 2 <= often[word] <= 3 and len(word) >= 3 and not word.isdigit()
    }
    return {name: found & telling for name, found in spoken.items()}
