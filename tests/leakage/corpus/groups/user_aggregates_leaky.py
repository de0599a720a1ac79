# corpus: leaky; per-shop averages are taken over the rows of both parts
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

orders = pd.read_csv("orders.csv")
orders["shop_basket"] = orders.groupby("shop")["basket"].transform("mean")  # LK503
orders["basket_ratio"] = orders["basket"] / orders["shop_basket"]

cols = ["basket", "basket_ratio", "weight", "distance"]
lhs, rhs = train_test_split(orders, test_size=0.2, random_state=26)
gb = HistGradientBoostingRegressor(random_state=26).fit(lhs[cols], lhs["delivery_minutes"])
print(mean_absolute_error(rhs["delivery_minutes"], gb.predict(rhs[cols])))
