"""Draw assets/icon.png: a table's rows, one column held back, and the line that was learned from the others."""

from pathlib import Path

import matplotlib

matplotlib.use("agg")

from matplotlib import pyplot
from matplotlib.patches import FancyBboxPatch

SIDE = 512
PAPER, INK, HELD_BACK = "#10243e", "#e8eef5", "#f2a541"


def main() -> None:
    """Write the picture."""
    figure = pyplot.figure(figsize=(SIDE / 100, SIDE / 100), dpi=100, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 8), ylim=(0, 8))
    axes.axis("off")
    for row in range(4):
        for column in range(4):
            colour = HELD_BACK if column == 3 else INK
            place = (1.2 + column * 1.45, 1.2 + row * 1.45)
            axes.add_patch(FancyBboxPatch(place, 1.05, 1.05, boxstyle="round,pad=0,rounding_size=0.2", color=colour))
    axes.plot([1.2, 3.2, 4.7, 6.8], [1.7, 2.6, 5.0, 6.2], color=PAPER, linewidth=26, solid_capstyle="round")
    axes.plot([1.2, 3.2, 4.7, 6.8], [1.7, 2.6, 5.0, 6.2], color="#3fb68b", linewidth=14, solid_capstyle="round")
    target = Path(__file__).resolve().parents[1] / "assets" / "icon.png"
    figure.savefig(target, facecolor=PAPER, metadata={"Software": None})


if __name__ == "__main__":
    main()
