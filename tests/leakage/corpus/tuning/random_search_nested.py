# corpus: clean; the search sits inside an outer cross-validation whose mean is reported
import pandas as pd
from scipy.stats import loguniform
from sklearn.linear_model import ElasticNet
from sklearn.model_selection import KFold, RandomizedSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def expected_error(frame: pd.DataFrame, label: str) -> float:
    X, y = frame.drop(columns=[label]), frame[label]
    pipe = make_pipeline(StandardScaler(), ElasticNet(max_iter=5000))
    space = {
        "elasticnet__alpha": loguniform(1e-4, 1e1),
        "elasticnet__l1_ratio": [0.1, 0.3, 0.5, 0.7, 0.9, 1.0],
    }
    inner = KFold(5, shuffle=True, random_state=1)
    outer = KFold(5, shuffle=True, random_state=2)
    search = RandomizedSearchCV(
        pipe, space, n_iter=50, cv=inner, scoring="neg_root_mean_squared_error", random_state=0
    )
    scores = cross_val_score(search, X, y, cv=outer, scoring="neg_root_mean_squared_error")
    return -scores.mean()


if __name__ == "__main__":
    assays = pd.read_csv("assays.csv")
    print("generalisation error", expected_error(assays, "potency"))
