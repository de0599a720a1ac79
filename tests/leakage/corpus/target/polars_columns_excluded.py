# corpus: clean; polars: label excluded by name, a new column from features only
import polars as pl
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split

schools = pl.read_csv("schools.csv").with_columns((pl.col("pupils") / pl.col("teachers")).alias("class_size"))
X = schools.select(pl.exclude("exam_mean")).to_numpy()
y = schools.get_column("exam_mean").to_numpy()
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, random_state=2)
forest = RandomForestRegressor(random_state=2).fit(X_tr, y_tr)
print("R2", forest.score(X_te, y_te))
