# corpus: leaky; tomorrow's price is a feature, the cut itself is chronological
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

quotes = pd.read_csv("quotes.csv", parse_dates=["date"]).sort_values("date").set_index("date")
quotes["up"] = (quotes["close"].shift(-1) > quotes["close"]).astype(int)
quotes["return"] = quotes["close"].pct_change()
quotes["gap"] = quotes["open"].shift(-1) - quotes["close"]  # LK401
quotes = quotes.dropna()

train, test = quotes.loc[:"2022"], quotes.loc["2023":]
cols = ["return", "gap", "volume"]
clf = LogisticRegression(max_iter=1000).fit(train[cols], train["up"])
print(accuracy_score(test["up"], clf.predict(test[cols])))
