"""Pictures of the run report: matplotlib figures as inline SVG in the page's own colours."""

from mlwright.reports.pictures.candidates import candidates_picture
from mlwright.reports.pictures.canvas import Picture
from mlwright.reports.pictures.data import feature_pictures, missing_picture, target_picture
from mlwright.reports.pictures.features import color_note
from mlwright.reports.pictures.results import result_pictures

__all__ = [
    "Picture",
    "candidates_picture",
    "color_note",
    "feature_pictures",
    "missing_picture",
    "result_pictures",
    "target_picture",
]
