# corpus: hygiene; HY701; clean: one constant seeds split, folds and model
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import KFold, cross_val_score, train_test_split

SEED = 1234

cars = pd.read_csv("cars.csv")
y = cars.pop("price")
X_tr, X_te, y_tr, y_te = train_test_split(cars, y, test_size=0.25, random_state=SEED)
forest = RandomForestRegressor(n_estimators=300, random_state=SEED)
print(cross_val_score(forest, X_tr, y_tr, cv=KFold(5, shuffle=True, random_state=SEED)).mean())
print(forest.fit(X_tr, y_tr).score(X_te, y_te))
