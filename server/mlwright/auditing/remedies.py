"""What mends each fault of the catalogue that an audit or a data review can see."""

REMEDIES = {
    "LK101": "split first, and fit on the training rows only; a Pipeline does that by itself",
    "LK104": "only transform the evaluation part, with what was fitted on the training rows",
    "LK105": "put the transformer and the model into one Pipeline and validate that",
    "LK106": "select columns inside the Pipeline that is validated, so that each fold selects for itself",
    "LK107": "encode inside the Pipeline, or out of fold, from training rows only",
    "LK108": "split first and resample the training rows only; in folds with a sampler inside the pipeline",
    "LK109": "leave the evaluation part as it is: resample training rows only",
    "LK110": "make the parts disjoint: drop the shared rows from the training part",
    "LK111": "keep rows aside that the model is not fitted on, and score those",
    "LK112": "train the second model on out-of-fold predictions, as cross_val_predict gives them",
    "LK201": "choose the parameter on a validation part or by cross-validation, and score the test part once",
    "LK202": "stop early by a third part, and score rows that neither fitting nor stopping has seen",
    "LK204": "score the chosen model on rows that the search has not seen, or use nested cross-validation",
}
