# corpus: leaky; the postcode is replaced by the mean price of its rows, all rows counted
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

flats = pd.read_csv("flats.csv")
price_by_area = flats.groupby("postcode")["rent"].mean()  # LK107
flats["postcode_rent"] = flats["postcode"].map(price_by_area)

cols = ["postcode_rent", "rooms", "square_metres", "floor"]
X_dev, X_new, y_dev, y_new = train_test_split(flats[cols], flats["rent"], test_size=0.2, random_state=19)
hgb = HistGradientBoostingRegressor(random_state=19).fit(X_dev, y_dev)
print("MAE", mean_absolute_error(y_new, hgb.predict(X_new)))
