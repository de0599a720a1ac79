# corpus: clean; every row is predicted by a chain that did not see it
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import QuantileTransformer

thyroid = pd.read_csv("thyroid.csv")
diagnosis = thyroid.pop("diagnosis")
chain = Pipeline(
    [
        ("impute", KNNImputer()),
        ("warp", QuantileTransformer(n_quantiles=50, random_state=0)),
        ("logit", LogisticRegression(max_iter=2000, class_weight="balanced")),
    ]
)
guess = cross_val_predict(chain, thyroid, diagnosis, cv=StratifiedKFold(5, shuffle=True, random_state=0))
print(classification_report(diagnosis, guess))
