# corpus: leaky; each trade gets the nearest quote, which may be a later one
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

trades = pd.read_csv("trades.csv", parse_dates=["time"]).sort_values("time")
books = pd.read_csv("books.csv", parse_dates=["time"]).sort_values("time")
joined = pd.merge_asof(trades, books, on="time", direction="nearest")  # LK406
joined = joined.dropna()

cut = joined["time"].iloc[int(len(joined) * 0.7)]
train, test = joined[joined["time"] < cut], joined[joined["time"] >= cut]
cols = ["size", "spread", "depth"]
clf = LogisticRegression().fit(train[cols], train["moved_up"])
print(roc_auc_score(test["moved_up"], clf.predict_proba(test[cols])[:, 1]))
