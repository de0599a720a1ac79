# corpus: clean; rows with a missing label are dropped, rows filtered by features, training rows trimmed by label
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

houses = pd.read_csv("houses.csv")
houses = houses.dropna(subset=["sale_price"])
houses = houses[houses["living_area"].between(20, 4500)]
train, test = train_test_split(houses, test_size=0.2, random_state=0)
train = train[train["sale_price"] < train["sale_price"].quantile(0.99)]
cols = ["living_area", "quality", "year", "baths"]
model = GradientBoostingRegressor(random_state=0).fit(train[cols], train["sale_price"])
print("RMSE", mean_squared_error(test["sale_price"], model.predict(test[cols])) ** 0.5)
