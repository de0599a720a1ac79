# corpus: leaky; function tunes on everything it is given and returns the search's own score as performance
import pandas as pd
from scipy.stats import loguniform
from sklearn.linear_model import ElasticNet
from sklearn.model_selection import RandomizedSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def expected_error(frame: pd.DataFrame, label: str) -> float:
    X, y = frame.drop(columns=[label]), frame[label]
    pipe = make_pipeline(StandardScaler(), ElasticNet(max_iter=5000))
    space = {
        "elasticnet__alpha": loguniform(1e-4, 1e1),
        "elasticnet__l1_ratio": [0.1, 0.3, 0.5, 0.7, 0.9, 1.0],
    }
    search = RandomizedSearchCV(
        pipe, space, n_iter=200, cv=5, scoring="neg_root_mean_squared_error", random_state=0, n_jobs=-1
    )
    search.fit(X, y)
    return -search.best_score_  # LK204


if __name__ == "__main__":
    assays = pd.read_csv("assays.csv")
    print("generalisation error", expected_error(assays, "potency"))
