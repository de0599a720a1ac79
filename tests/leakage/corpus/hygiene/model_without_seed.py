# corpus: hygiene; HY701; split with a seed, random forest without one
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, test_size=0.25, random_state=0)
forest = RandomForestRegressor(n_estimators=300)  # HY701
forest.fit(X_tr, y_tr)
print(forest.score(X_te, y_te))
