# corpus: leaky; ratio of the label and a feature becomes a feature
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

flats = pd.read_csv("flats.csv")
flats["rooms_per_area"] = flats["rooms"] / flats["area"]
flats["price_per_area"] = flats["price"] / flats["area"]  # LK302
flats["old"] = flats["built"] < 1950

y = flats["price"]
X = flats.drop(columns=["price"])
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=9)
model = LGBMRegressor(random_state=9, verbose=-1).fit(X_tr, y_tr)
print(mean_absolute_error(y_te, model.predict(X_te)))
