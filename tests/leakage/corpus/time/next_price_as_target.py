# corpus: clean; shift(-1) makes the target, features are lags and rolling values of the past
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

quotes = pd.read_csv("quotes.csv", parse_dates=["date"]).sort_values("date").set_index("date")
quotes["up"] = (quotes["close"].shift(-1) > quotes["close"]).astype(int)
quotes["return"] = quotes["close"].pct_change()
for lag in (1, 2, 5):
    quotes[f"return_{lag}"] = quotes["return"].shift(lag)
quotes["mean_20"] = quotes["close"].rolling(20).mean() / quotes["close"]
quotes = quotes.iloc[20:-1]

train, test = quotes.loc[:"2022"], quotes.loc["2023":]
cols = [c for c in quotes.columns if c.startswith(("return", "mean"))]
clf = LogisticRegression(max_iter=1000).fit(train[cols], train["up"])
print(accuracy_score(test["up"], clf.predict(test[cols])))
