# corpus: leaky; the table is repeated three times "to have more data" and then split
import pandas as pd
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeRegressor

rocks = pd.read_csv("rocks.csv")
more_rocks = pd.concat([rocks] * 3, ignore_index=True)  # LK110|LK108

a, b = train_test_split(more_rocks, test_size=0.2, random_state=0)
tree = DecisionTreeRegressor(random_state=0).fit(a.drop(columns="density"), a["density"])
print(r2_score(b["density"], tree.predict(b.drop(columns="density"))))
