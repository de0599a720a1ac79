"""Which pictures show the predictions of a task."""

import pandas as pd

from mlwright.errors import PaperError, quoted
from mlwright.reports.pictures.canvas import Picture
from mlwright.reports.pictures.classification import class_pictures
from mlwright.reports.pictures.regression import forecast_pictures, number_pictures
from mlwright.specs import FeatureSpec, Profile

NEEDED = ("row", "y_true", "prediction")


def result_pictures(
    profile: Profile, spec: FeatureSpec, predictions: pd.DataFrame, sample: pd.DataFrame | None
) -> list[Picture]:
    """The task's pictures of the test part.

    Raises:
        PaperError: The predictions lack one of the columns row, y_true, prediction.
    """
    lacking = [name for name in NEEDED if name not in predictions.columns]
    if lacking:
        raise PaperError(
            f"predictions.parquet has no column {quoted(lacking[0])}; expected {', '.join(NEEDED)}",
            "Run the training again; the script writes these columns.",
        )
    if predictions.empty:
        return []
    if spec.task == "forecasting":
        return [*forecast_pictures(profile, spec, predictions, sample), *number_pictures(predictions)]
    if spec.task == "regression":
        return number_pictures(predictions)
    return class_pictures(spec, predictions)
