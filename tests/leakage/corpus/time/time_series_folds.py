# corpus: clean; TimeSeriesSplit over the same table, fold by fold
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import TimeSeriesSplit

shop = pd.read_csv("shop.csv", parse_dates=["date"]).sort_values("date")
shop["lag_1"] = shop["revenue"].shift(1)
shop["lag_7"] = shop["revenue"].shift(7)
shop["weekday"] = shop["date"].dt.dayofweek
shop = shop.dropna()

X, y = shop[["lag_1", "lag_7", "weekday"]], shop["revenue"]
scores = []
for past, future in TimeSeriesSplit(n_splits=5).split(X):
    model = GradientBoostingRegressor(random_state=0).fit(X.iloc[past], y.iloc[past])
    scores.append(r2_score(y.iloc[future], model.predict(X.iloc[future])))
print(np.mean(scores))
