# corpus: leaky; the only score of the model is taken on the rows it was fitted on
import pandas as pd
from sklearn.ensemble import RandomForestRegressor

coffee = pd.read_csv("coffee_tasting.csv")
rating = coffee.pop("rating")
forest = RandomForestRegressor(n_estimators=500, random_state=4)
forest.fit(coffee, rating)
print("R2 of the model:", forest.score(coffee, rating))  # LK111
