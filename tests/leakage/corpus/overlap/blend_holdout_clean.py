# corpus: clean; a third part serves the second level, a fourth is scored once
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

cement = pd.read_csv("cement.csv")
rest, test = train_test_split(cement, test_size=0.2, random_state=36)
base_part, blend_part = train_test_split(rest, test_size=0.3, random_state=36)
blend_part, test = blend_part.copy(), test.copy()
feats = ["slag", "ash", "water", "age"]

first = XGBRegressor(n_estimators=400, random_state=36).fit(base_part[feats], base_part["mpa"])
blend_part["first_guess"] = first.predict(blend_part[feats])
test["first_guess"] = first.predict(test[feats])

second = Ridge(alpha=1.0)
second.fit(blend_part[[*feats, "first_guess"]], blend_part["mpa"])
print("MAE", mean_absolute_error(test["mpa"], second.predict(test[[*feats, "first_guess"]])))
