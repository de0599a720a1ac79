# corpus: clean; category_encoders steps in a pipeline, cross-validated as a whole
import category_encoders as ce
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.pipeline import make_pipeline

policies = pd.read_csv("policies.csv")
lapse = policies.pop("lapsed")

pipe = make_pipeline(
    ce.TargetEncoder(cols=["broker"], smoothing=5.0),
    ce.WOEEncoder(cols=["product"]),
    LogisticRegression(max_iter=1000),
)
folds = StratifiedKFold(5, shuffle=True, random_state=6)
result = cross_validate(pipe, policies, lapse, cv=folds, scoring="roc_auc", return_train_score=True)
print("AUC train", result["train_score"].mean(), "left out", result["test_score"].mean())
