"""How facts are said: numbers, shares, scores, durations and text from data, the same in every report."""

import math
import re
import unicodedata

METRIC_TITLES = {
    "roc_auc": "ROC AUC",
    "average_precision": "Average precision",
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "precision": "Precision",
    "recall": "Recall",
    "f1": "F1",
    "log_loss": "Log loss",
    "brier": "Brier score",
    "calibration_error": "Calibration error",
    "rmse": "RMSE",
    "mae": "MAE",
    "r2": "R²",
    "mape": "MAPE",
    "mase": "MASE",
}

ABSENT = "–"
_JOINERS, _FILLERS = frozenset("\u200c\u200d"), frozenset("\u115f\u1160\u3164\uffa0")


def shown(text: object, longest: int = 300) -> str:
    """Text from data on one line: control and direction-changing characters replaced, length capped."""
    line = " ".join(str(text).split())
    clean = "".join("�" if unicodedata.category(char) in ("Cc", "Cs", "Cn") or _hides(char) else char for char in line)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def hides(text: str) -> bool:
    """Whether some sign of a text cannot be seen, breaks its line unnoticed, or turns what stands beside it."""
    return any(unicodedata.category(char) in ("Zl", "Zp") or _hides(char) for char in set(text))


def _hides(char: str) -> bool:
    """Whether a sign that takes no room is more than a joiner, which Persian, Hindi and many emoji are written with."""
    return char not in _JOINERS and (unicodedata.category(char) == "Cf" or char in _FILLERS)


def number(value: float | None) -> str:
    """A measured number in about four significant digits; integers in full, thousands separated by commas."""
    if value is None or not math.isfinite(value):
        return ABSENT
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if 1e-4 <= abs(value) < 1e4:
        return _plain(f"{value:.4g}")
    return f"{value:,.0f}" if 1e4 <= abs(value) < 1e15 else f"{value:.3e}"


def _plain(text: str) -> str:
    """`.4g` turns to an exponent when rounding reaches 1e4; counts never look like that in a table."""
    return f"{float(text):,.0f}" if "e+" in text else text


def share(value: float | None) -> str:
    """A share between 0 and 1 as a percentage; small and nearly full shares keep two significant digits."""
    if value is None or not math.isfinite(value):
        return ABSENT
    if value in (0.0, 1.0):
        return f"{value * 100:.0f}%"
    if 0.9995 <= value < 1.0:
        return f"{value * 100:.5g}%" if value < 0.99999 else f"{value * 100:.10g}%"
    if 0 < value < 0.001:
        return f"{value * 100:#.2g}%" if value >= 1e-6 else f"{value * 100:.1e}%"
    return f"{value * 100:.3g}%"


def score(value: object) -> str:
    """A metric's value: three decimals near one, four significant digits for the larger ones."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ABSENT
    return f"{value:.3f}" if abs(value) < 10 else number(float(f"{value:.4g}"))


def found(value: object, longest: int = 14) -> str:
    """What a gate found, short enough for a table: numbers as scores, hashes cut, nothing as a dash."""
    if value is None or value == [] or value == {}:
        return ABSENT
    return score(value) if isinstance(value, float) else shown(value, longest)


def metric_title(name: str) -> str:
    """The metric as people write it."""
    return METRIC_TITLES.get(name, name)


def duration(seconds: float | None) -> str:
    """Seconds as a short duration."""
    if seconds is None or not math.isfinite(seconds):
        return ABSENT
    if seconds < 120:
        return f"{seconds:.1f} s"
    minutes = seconds / 60
    return f"{minutes:.1f} min" if minutes < 120 else f"{minutes / 60:.1f} h"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 row`, `2 rows`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def code(text: object, longest: int = 80) -> str:
    """Text from data as a Markdown code span that cannot end early or break a table."""
    inner = shown(text, longest).replace("`", "'").replace("|", "\\|")
    return f"`{inner}`" if inner else "(empty)"


def prose(text: object, longest: int = 600) -> str:
    """Text that may quote data, inside Markdown: no tags, links (not even bare ones), emphasis or cells of its own."""
    escaped = re.sub(r"([\\`*\[\]|])", r"\\\1", shown(text, longest))
    escaped = re.sub(r"(?i)(:)(?=//)|\b(?<=www)(\.)|(@)", r"\\\g<0>", escaped)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
