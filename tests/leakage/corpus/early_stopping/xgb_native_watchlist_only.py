# corpus: clean; native watch list without stopping: the number of rounds is fixed beforehand
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

frame = pd.read_csv("churn.csv")
y = frame.pop("churn")
X_a, X_b, y_a, y_b = train_test_split(frame, y, test_size=0.2, stratify=y, random_state=10)
dtrain = xgb.DMatrix(X_a, label=y_a)
dtest = xgb.DMatrix(X_b, label=y_b)

params = {"objective": "binary:logistic", "eval_metric": "auc", "eta": 0.1, "max_depth": 4, "seed": 10}
booster = xgb.train(params, dtrain, 200, evals=[(dtrain, "train"), (dtest, "test")], verbose_eval=25)
print("AUC", roc_auc_score(y_b, booster.predict(dtest)))
