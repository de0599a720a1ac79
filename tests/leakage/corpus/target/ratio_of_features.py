# corpus: clean; ratios of features only; price per area is shown in a plot and not among the features
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

flats = pd.read_csv("flats.csv")
flats["rooms_per_area"] = flats["rooms"] / flats["area"]
flats["price_per_area"] = flats["price"] / flats["area"]
flats.plot.scatter("area", "price_per_area").get_figure().savefig("prices.png")

columns = ["rooms", "area", "rooms_per_area", "built"]
X, y = flats[columns], flats["price"]
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=9)
model = LGBMRegressor(random_state=9, verbose=-1).fit(X_tr, y_tr)
print(mean_absolute_error(y_te, model.predict(X_te)))
