# corpus: leaky; shuffled folds over a table sorted by date with lags of the target
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import KFold, cross_val_score

shop = pd.read_csv("shop.csv", parse_dates=["date"]).sort_values("date")
shop["lag_1"] = shop["revenue"].shift(1)
shop["lag_7"] = shop["revenue"].shift(7)
shop["weekday"] = shop["date"].dt.dayofweek
shop = shop.dropna()

X, y = shop[["lag_1", "lag_7", "weekday"]], shop["revenue"]
folds = KFold(n_splits=5, shuffle=True, random_state=0)  # LK403
scores = cross_val_score(GradientBoostingRegressor(random_state=0), X, y, cv=folds, scoring="r2")
print(scores.mean())
