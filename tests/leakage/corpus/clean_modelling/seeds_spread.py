# corpus: clean; the same model under ten seeds, mean and spread of the test score
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

cars = pd.read_csv("cars.csv")
price = cars.pop("price")
tr, te, ytr, yte = train_test_split(cars, price, test_size=0.2, random_state=0)

scores = []
for seed in range(10):
    forest = RandomForestRegressor(n_estimators=200, random_state=seed).fit(tr, ytr)
    scores.append(forest.score(te, yte))
print(f"R2 {np.mean(scores):.3f} +- {np.std(scores):.3f}")
