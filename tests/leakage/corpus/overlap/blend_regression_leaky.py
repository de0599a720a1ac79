# corpus: leaky; in-sample predictions of a booster become a column for the linear model on top
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

cement = pd.read_csv("cement.csv")
train, test = train_test_split(cement, test_size=0.2, random_state=36)
train, test = train.copy(), test.copy()
feats = ["slag", "ash", "water", "age"]

first = XGBRegressor(n_estimators=400, random_state=36)
first.fit(train[feats], train["mpa"])
train["first_guess"] = first.predict(train[feats])
test["first_guess"] = first.predict(test[feats])

second = Ridge(alpha=1.0)
second.fit(train[[*feats, "first_guess"]], train["mpa"])  # LK112
print("MAE", mean_absolute_error(test["mpa"], second.predict(test[[*feats, "first_guess"]])))
