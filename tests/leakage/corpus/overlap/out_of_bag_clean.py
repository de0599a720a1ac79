# corpus: clean; the out-of-bag estimate needs no separate part
import pandas as pd
from sklearn.ensemble import RandomForestRegressor

coffee = pd.read_csv("coffee_tasting.csv")
rating = coffee.pop("rating")
forest = RandomForestRegressor(n_estimators=500, oob_score=True, random_state=4)
forest.fit(coffee, rating)
print("out-of-bag R2:", forest.oob_score_)
