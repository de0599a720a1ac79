"""What logs say when a training breaks on its data, its shapes or its numbers."""

from mlwright.diagnosis.signature import row

TRAINING = (
    row(
        "code or data",
        "missing values reach the model",
        69,
        "count them by column (df.isna().sum()); impute inside the pipeline, so that it learns from training rows "
        "alone, or take a model that accepts them; infinite values come from a division or a logarithm",
        r"Input (?:\w{1,20} )?contains (?:NaN|infinity)",
        r"(?i:ValueError: .{0,120}(?:contains|encountered|cannot (?:convert|handle)) .{0,20}\b(?:nan|infinity|inf)\b)",
    ),
    row(
        "code or data",
        "loss is not a number",
        67,
        "halve the learning rate and clip gradients; look for NaN in inputs and targets, for log(0) and division by 0; "
        "with mixed precision, scale the loss",
        r"(?i:\bloss\b\W{0,6}(?:is |became |= ?|: ?)?(?:tensor\()?-?\b(?:nan|inf)\b)",
        r"(?i:(?:nan|inf|non-finite) (?:value )?(?:in|for) (?:the )?loss|loss is not finite|returned nan values)",
    ),
    row(
        "code or data",
        "column or key missing",
        63,
        "print the table's columns just before that line: a header, a separator or a renamed column differs from "
        "what the code expects",
        r"^(?:E +)?KeyError: ",
        r"columns are missing: |not found in axis|None of \[.{1,200}\] are in the |Usecols do not match columns",
        r"feature names (?:should match|unseen|seen at fit time)",
    ),
    row(
        "code or data",
        "shapes do not fit",
        63,
        "print the shapes just before that line: features and target must come from the same rows, and fit and predict "
        "must see the same columns",
        r"inconsistent numbers of samples|X has \d+ features, but|Expected 2D array, got|Found array with (?:dim|0 )",
        r"shapes cannot be multiplied|could not be broadcast together|size of tensor a|size mismatch for ",
        r"All arrays must be of the same length|does not match (?:length of index|number of)",
    ),
    row(
        "code or data",
        "text where numbers are expected",
        63,
        "encode the named column inside the pipeline, or mend its separator, decimal sign or missing code when reading",
        r"could not convert string to float|unable to parse string|Unable to parse string",
        r"can't convert np\.ndarray of type numpy\.object_|DataFrame\.dtypes for data must be",
    ),
    row(
        "code or data",
        "only one class",
        63,
        "count the labels of each part: split with stratify, and see that no filter removed a class",
        r"needs samples of at least 2 classes|Only one class (?:is )?present in y_true",
        r"number of classes has to be greater|least populated class(?:es)? in y ha(?:s|ve) only",
    ),
    row(
        "code or data",
        "tensors on two devices",
        63,
        "move model and batch to one device, the batch inside the loop",
        r"Expected all tensors to be on the same device|Input type .{1,60} and weight type .{1,60} should be the same",
    ),
    row(
        "code or data",
        "training did not converge",
        20,
        "scale the features, then allow more iterations; a score of a model that did not converge is not its best",
        r"ConvergenceWarning|failed to converge|did(?: not|n't) converge",
    ),
)
