# corpus: clean; xgb.cv on the training matrix picks eta and rounds, test matrix predicted once
import pandas as pd
import xgboost as xgb
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

df = pd.read_csv("visits.csv")
target = df["booked"]
inputs = df.drop("booked", axis=1)
tr, te, ytr, yte = train_test_split(inputs, target, test_size=0.15, random_state=21, stratify=target)
dtr = xgb.DMatrix(tr, label=ytr)
dte = xgb.DMatrix(te, label=yte)

best = (float("inf"), None, 0)
for eta in (0.02, 0.05, 0.1):
    params = {"objective": "binary:logistic", "eta": eta, "max_depth": 5, "eval_metric": "logloss"}
    history = xgb.cv(params, dtr, num_boost_round=800, nfold=5, early_stopping_rounds=30, seed=21)
    loss = history["test-logloss-mean"].min()
    if loss < best[0]:
        best = (loss, params, len(history))

bst = xgb.train(best[1], dtr, num_boost_round=best[2])
print("test log loss", log_loss(yte, bst.predict(dte)))
