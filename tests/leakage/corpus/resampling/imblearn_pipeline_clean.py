# corpus: clean; sampler, selector and scaler are steps of an imblearn pipeline under cross-validation
import pandas as pd
from imblearn.combine import SMOTEENN
from imblearn.pipeline import Pipeline
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("bankruptcy.csv")
y = df.pop("bankrupt")
pipe = Pipeline(
    steps=[
        ("scale", StandardScaler()),
        ("balance", SMOTEENN(random_state=10)),
        ("select", SelectKBest(mutual_info_classif, k=20)),
        ("model", LogisticRegression(max_iter=1000)),
    ]
)
cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=3, random_state=10)
print(cross_val_score(pipe, df, y, cv=cv, scoring="average_precision").mean())
