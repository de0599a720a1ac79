# corpus: clean; helper module that fits a pipeline and returns one score
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler


def build(c):
    return make_pipeline(MaxAbsScaler(), LogisticRegression(C=c, max_iter=2000))


def f1_of(model, X, y):
    return f1_score(y, model.predict(X))
