# corpus: clean; helper module: fit with a stopping set, whatever the caller hands over
from xgboost import XGBClassifier


def fit_until_flat(fit_part, stop_part, rounds=50, **params):
    X, y = fit_part
    model = XGBClassifier(n_estimators=4000, early_stopping_rounds=rounds, **params)
    return model.fit(X, y, eval_set=[stop_part], verbose=False)
