"""Small scripts as people write them: leaking ones with the code on the guilty line, and their clean twins."""

HEAD = """
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.datasets import make_classification
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, KFold, cross_val_predict, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
X, y = make_classification(300, 6, random_state=0)
df = pd.DataFrame(X, columns=list("abcdef")).assign(y=y)
cols = list("abcdef")


class Doubler(BaseEstimator):
    def fit_resample(self, X, y):
        rows = np.arange(len(X)) if not hasattr(X, "iloc") else None
        self.sample_indices_ = np.concatenate([np.arange(len(X)), np.flatnonzero(np.asarray(y) == 1)])
        if rows is None:
            return X.iloc[self.sample_indices_], y.iloc[self.sample_indices_]
        return X[self.sample_indices_], y[self.sample_indices_]


class Inventor(BaseEstimator):
    def fit_resample(self, X, y):
        return np.vstack([X, X[:50] + 0.01]), np.concatenate([y, y[:50]])


class Booster(LogisticRegression):
    def fit(self, X, y, eval_set=None):
        super().fit(X, y)
        self.best_iteration_ = 7 if eval_set else None
        return self
"""

LEAKY = {
    "scaler before split": """
        Z = StandardScaler().fit_transform(X)  # LK101
        a, b, ya, yb = train_test_split(Z, y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "scaled columns put back into the frame, then sliced": """
        df[cols] = StandardScaler().fit_transform(df[cols])  # LK101
        train, test = df[:200], df[200:]
        m = LogisticRegression().fit(train[cols], train.y)
        print(accuracy_score(test.y, m.predict(test[cols])))
        """,
    "scaled matrix, rows chosen by a permutation": """
        Z = StandardScaler().fit_transform(X)  # LK101
        order = np.random.default_rng(0).permutation(300)
        m = LogisticRegression().fit(Z[order[:200]], y[order[:200]])
        print(accuracy_score(y[order[200:]], m.predict(Z[order[200:]])))
        """,
    "scaled columns joined with others": """
        Z = np.hstack([StandardScaler().fit_transform(X[:, :3]), X[:, 3:]])  # LK101
        a, b, ya, yb = train_test_split(Z, y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "imputed labels after dropna": """
        df.loc[::7, "a"] = np.nan
        scaler = StandardScaler().fit(df[cols])  # LK101
        whole = df.dropna()
        train, test = whole.iloc[:180], whole.iloc[180:]
        m = LogisticRegression().fit(scaler.transform(train[cols]), train.y)
        print(m.score(scaler.transform(test[cols]), test.y))
        """,
    "gaps filled before the split": """
        from sklearn.impute import SimpleImputer
        df.loc[::7, "a"] = np.nan
        df["a"] = SimpleImputer().fit_transform(df[["a"]])  # LK101
        train, test = train_test_split(df, random_state=0)
        m = LogisticRegression().fit(train[cols], train.y)
        print(m.score(test[cols], test.y))
        """,
    "scaler refitted on the test part": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        m = LogisticRegression().fit(StandardScaler().fit_transform(a), ya)
        b = StandardScaler().fit_transform(b)  # LK104
        print(m.score(b, yb))
        """,
    "scaler outside the folds": """
        Z = StandardScaler().fit_transform(X)  # LK105
        print(cross_val_score(LogisticRegression(), Z, y).mean())
        """,
    "selection outside the folds": """
        Z = SelectKBest(k=3).fit_transform(X, y)  # LK106
        print(cross_val_score(LogisticRegression(), Z, y).mean())
        """,
    "copies before the split": """
        R, r = Doubler().fit_resample(X, y)  # LK108
        a, b, ya, yb = train_test_split(R, r, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "invented rows before the split": """
        R, r = Inventor().fit_resample(X, y)  # LK108
        a, b, ya, yb = train_test_split(R, r, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "resampled test part": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        m = LogisticRegression().fit(a, ya)
        b, yb = Doubler().fit_resample(b, yb)  # LK109
        print(m.score(b, yb))
        """,
    "overlapping slices": """
        m = LogisticRegression().fit(X[:220], y[:220])  # LK110
        print(m.score(X[180:], y[180:]))
        """,
    "fitted on all rows, scored on the test part": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        m = LogisticRegression().fit(X, y)  # LK110
        print(m.score(b, yb))
        """,
    "scored on the training rows": """
        m = LogisticRegression().fit(X, y)
        print(accuracy_score(y, m.predict(X)))  # LK111
        """,
    "stacked on predictions for fitted rows": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        base = KNeighborsClassifier().fit(a, ya)
        meta = LogisticRegression().fit(base.predict_proba(a), ya)  # LK112
        print(meta.score(base.predict_proba(b), yb))
        """,
    "sweep on the test part": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        best = 0
        for k in (1, 3, 5, 7):
            best = max(best, KNeighborsClassifier(k).fit(a, ya).score(b, yb))  # LK201
        print(best)
        """,
    "stopped by the test part": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        m = Booster().fit(a, ya, eval_set=[(b, yb)])  # LK202
        print(roc_auc_score(yb, m.predict_proba(b)[:, 1]))
        """,
    "best score of a search": """
        search = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [1, 3]}).fit(X, y)
        print(search.best_score_)  # LK204
        """,
}

CLEAN = {
    "scaler after the split": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        scaler = StandardScaler().fit(a)
        m = LogisticRegression().fit(scaler.transform(a), ya)
        print(m.score(scaler.transform(a), ya), m.score(scaler.transform(b), yb))
        """,
    "a scaled copy that no model sees": """
        Z = StandardScaler().fit_transform(X)
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "a selected copy of raw columns that no model sees": """
        Z = SelectKBest(k=3).fit_transform(X, y)
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        """,
    "two frames of their own with the same labels": """
        train, test = df[:150].reset_index(drop=True), df[150:].reset_index(drop=True)
        scaler = StandardScaler().fit(train[cols])
        m = LogisticRegression().fit(scaler.transform(train[cols]), train.y)
        print(accuracy_score(test.y, m.predict(scaler.transform(test[cols]))))
        """,
    "frame after dropna, columns scaled in place": """
        df.loc[::7, "a"] = np.nan
        whole = df.dropna()
        train, test = whole.iloc[:180].copy(), whole.iloc[180:].copy()
        scaler = StandardScaler().fit(train[cols])
        train[cols], test[cols] = scaler.transform(train[cols]), scaler.transform(test[cols])
        m = LogisticRegression().fit(train[cols], train.y)
        print(accuracy_score(test.y, m.predict(test[cols])))
        """,
    "gaps filled from the training rows": """
        from sklearn.impute import SimpleImputer
        df.loc[::7, "a"] = np.nan
        train, test = train_test_split(df, random_state=0)
        filler = SimpleImputer().fit(train[["a"]])
        train["a"], test["a"] = filler.transform(train[["a"]])[:, 0], filler.transform(test[["a"]])[:, 0]
        m = LogisticRegression().fit(train[cols], train.y)
        print(m.score(test[cols], test.y))
        """,
    "pipeline in folds": """
        model = make_pipeline(StandardScaler(), SelectKBest(k=3), LogisticRegression())
        print(cross_val_score(model, X, y).mean())
        print(accuracy_score(y, cross_val_predict(model, X, y)))
        """,
    "search, then a part it has not seen": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        model = make_pipeline(StandardScaler(), KNeighborsClassifier())
        search = GridSearchCV(model, {"kneighborsclassifier__n_neighbors": [1, 3]}).fit(a, ya)
        print(search.best_score_, search.best_estimator_, search.score(b, yb))
        """,
    "folds by hand": """
        for train, test in KFold(5, shuffle=True, random_state=0).split(X):
            scaler = StandardScaler().fit(X[train])
            m = LogisticRegression().fit(scaler.transform(X[train]), y[train])
            print(accuracy_score(y[test], m.predict_proba(scaler.transform(X[test]))[:, 1] > 0.5))
        """,
    "resampled training rows": """
        a, b, ya, yb = train_test_split(df[cols], df.y, random_state=0)
        a, ya = Doubler().fit_resample(a, ya)
        m = LogisticRegression().fit(a, ya)
        print(m.score(b, yb), m.score(a, ya))
        """,
    "disjoint slices": """
        m = LogisticRegression().fit(X[:200], y[:200])
        print(m.score(X[200:], y[200:]))
        """,
    "final fit on all rows after the score": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        print(LogisticRegression().fit(a, ya).score(b, yb))
        final = LogisticRegression().fit(X, y)
        print(final.predict(X[:5]))
        """,
    "stacked on predictions out of fold": """
        a, b, ya, yb = train_test_split(X, y, random_state=0)
        base = KNeighborsClassifier()
        meta = LogisticRegression().fit(cross_val_predict(base, a, ya, method="predict_proba"), ya)
        print(meta.score(base.fit(a, ya).predict_proba(b), yb))
        """,
    "sweep on a validation part": """
        rest, b, yrest, yb = train_test_split(X, y, random_state=0)
        a, v, ya, yv = train_test_split(rest, yrest, random_state=0)
        scores = {k: KNeighborsClassifier(k).fit(a, ya).score(v, yv) for k in (1, 3, 5, 7)}
        best = max(scores, key=scores.get)
        print(KNeighborsClassifier(best).fit(a, ya).score(b, yb))
        """,
    "stopped by a third part": """
        rest, b, yrest, yb = train_test_split(X, y, random_state=0)
        a, v, ya, yv = train_test_split(rest, yrest, random_state=0)
        m = Booster().fit(a, ya, eval_set=[(v, yv)])
        print(m.score(v, yv), m.score(b, yb))
        """,
    "few values, many equal rows": """
        G = np.random.default_rng(0).integers(0, 3, (300, 3))
        a, b = G[::2].copy(), G[1::2].copy()
        m = LogisticRegression().fit(a, y[::2])
        print(m.score(b, y[1::2]))
        """,
    "labels encoded before the split": """
        from sklearn.preprocessing import LabelEncoder
        names = LabelEncoder().fit_transform(np.where(y == 1, "yes", "no"))
        a, b, ya, yb = train_test_split(X, names, random_state=0)
        print(HistGradientBoostingClassifier(max_iter=5).fit(a, ya).score(b, yb))
        """,
}
