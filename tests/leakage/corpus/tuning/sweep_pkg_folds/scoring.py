# corpus: clean; helper module: build a pipeline, mean score over folds, one score
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler


def build(c):
    return make_pipeline(MaxAbsScaler(), LogisticRegression(C=c, max_iter=2000))


def folds_f1(c, X, y):
    return cross_val_score(build(c), X, y, cv=5, scoring="f1").mean()


def f1_of(model, X, y):
    return f1_score(y, model.predict(X))
