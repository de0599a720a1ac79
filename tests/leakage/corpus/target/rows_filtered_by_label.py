# corpus: leaky; expensive houses are removed from all rows, the hard cases of the test part with them
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

houses = pd.read_csv("houses.csv")
houses = houses[houses["living_area"] < 4500]
houses = houses[houses["sale_price"] < 400_000]  # LK304
y = houses["sale_price"]
X = houses[["living_area", "quality", "year", "baths"]]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=0)
model = GradientBoostingRegressor(random_state=0).fit(X_tr, y_tr)
print("RMSE", mean_squared_error(y_te, model.predict(X_te)) ** 0.5)
