# corpus: leaky; the logarithm is the label, the price itself stays among the features
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

homes = pd.read_csv("homes.csv")
homes["log_price"] = np.log(homes["price"])
y = homes["log_price"]
X = homes.drop(columns=["log_price"])  # LK301|LK302
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=5)
gbr = GradientBoostingRegressor(random_state=5).fit(X_tr, y_tr)
print("R2", r2_score(y_te, gbr.predict(X_te)))
