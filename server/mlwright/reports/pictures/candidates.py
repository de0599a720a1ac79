"""Every candidate against the baselines: cross-validation with its spread, and the test part."""

from matplotlib.axes import Axes

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.bars import compact
from mlwright.reports.pictures.canvas import INK, SERIES, SOFT, WIDE, Margins, Picture, label_points, picture
from mlwright.reports.results import Headline
from mlwright.reports.wording import metric_title, score
from mlwright.specs import CandidateResult, Run

MOST_CANDIDATES = 16
ROW = 22.0


def candidates_picture(run: Run, head: Headline) -> Picture | None:
    """Dots for the cross-validated mean ± sd, diamonds for the test part; None without scores."""
    scored = [found for found in run.candidates if found.cv_mean is not None or found.test is not None]
    drawn = _ranked(scored, head.higher_is_better)[:MOST_CANDIDATES]
    if not drawn:
        return None
    labels = [label(found.name) for found in drawn]

    low, high = _window(drawn, head)

    def paint(axes: Axes) -> None:
        for place, found in enumerate(drawn):
            values = [value for value in (found.cv_mean, found.test) if value is not None]
            if not any(low <= value <= high for value in values):
                _beyond(axes, place, values[0], low, high)
                continue
            _candidate(axes, place, found, winner=found.name == run.winner)
        if head.baseline is not None and head.baseline.test is not None:
            axes.axvline(head.baseline.test, color=SERIES[1], linewidth=1.1, linestyle=(0, (4, 3)))
        axes.set_yticks(range(len(labels)), labels, color=INK)
        axes.set_ylim(len(labels) - 0.4, -0.6)
        axes.set_xlabel(f"{metric_title(run.primary)} ({'higher' if head.higher_is_better else 'lower'} is better)")
        axes.grid(False, axis="y")
        axes.set_xlim(low, high)
        axes.locator_params(axis="x", nbins=6)
        axes.xaxis.set_major_formatter(compact)

    caption = (
        "Dot and line: cross-validation on the training rows, mean ± sd. Diamond: test part (baselines and winner "
        "only). Dashed: best baseline on the test part. Orange: baselines."
    )
    size = (WIDE[0], max((len(drawn) * ROW + 46) / 72, 1.6))
    return picture("candidates", "Candidates against baselines", caption, paint, size, Margins(label_points(labels)))


def _candidate(axes: Axes, place: int, found: CandidateResult, winner: bool) -> None:
    color = SERIES[1] if found.role == "baseline" else SERIES[0]
    if found.cv_mean is not None:
        axes.plot(found.cv_mean, place, "o", color=color, markersize=6.5 if winner else 5)
        if found.cv_sd is not None:
            ends = [found.cv_mean - found.cv_sd, found.cv_mean + found.cv_sd]
            axes.plot(ends, [place, place], color=color, linewidth=2.2, alpha=0.45, solid_capstyle="round")
    if found.test is not None:
        axes.plot(found.test, place, "D", color=INK if winner else SOFT, markersize=6.5 if winner else 4.5)


def _window(drawn: list[CandidateResult], head: Headline) -> tuple[float, float]:
    """The part of the axis worth looking at: the models, the best baseline, and as much room beside them.

    A baseline far worse than that (random guessing under log loss) would squeeze all others into one dot.
    """
    everything = [end for found in drawn for end in _ends(found)]
    near = [end for found in drawn if found.role != "baseline" for end in _ends(found)]
    near += [head.baseline.test] if head.baseline and head.baseline.test is not None else []
    near = near or everything
    span = (max(near) - min(near)) or abs(near[0]) * 0.1 or 1.0
    inside = [end for end in everything if min(near) - span <= end <= max(near) + span]
    low, high = min(inside), max(inside)
    room = 0.06 * ((high - low) or span)
    return low - room, high + room


def _ends(found: CandidateResult) -> list[float]:
    sd = found.cv_sd or 0.0
    around = [] if found.cv_mean is None else [found.cv_mean - sd, found.cv_mean + sd]
    return around + ([] if found.test is None else [found.test])


def _beyond(axes: Axes, place: int, value: float, low: float, high: float) -> None:
    """An arrow at the edge, with the value that lies beyond it."""
    right = value > high
    note = f"{score(value)} →" if right else f"← {score(value)}"
    axes.text(high if right else low, place, note, ha="right" if right else "left", va="center", color=SERIES[1])


def _ranked(found: list[CandidateResult], higher: bool) -> list[CandidateResult]:
    """Best first by cross-validation; those without it by their test score, last."""

    def key(result: CandidateResult) -> tuple[bool, float]:
        value = result.cv_mean if result.cv_mean is not None else result.test
        return result.cv_mean is None, -(value or 0.0) if higher else (value or 0.0)

    return sorted(found, key=key)
