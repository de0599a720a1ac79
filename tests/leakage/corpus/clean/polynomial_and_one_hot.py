# corpus: clean; polynomial terms and one-hot columns with given categories are learned from nothing
import pandas as pd
from sklearn.linear_model import LassoCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PolynomialFeatures

tyres = pd.read_csv("tyres.csv")
wear = tyres.pop("wear")
tyres["axle"] = tyres["axle"].map({"front": 0, "rear": 1})
tyres["season_winter"] = (tyres["season"] == "winter").astype(int)
poly = PolynomialFeatures(degree=2, include_bias=False).fit_transform(tyres[["km", "load", "axle", "season_winter"]])

p1, p2, w1, w2 = train_test_split(poly, wear, test_size=0.25, random_state=91)
lasso = LassoCV(cv=5, random_state=91).fit(p1, w1)
print(mean_absolute_error(w2, lasso.predict(p2)))
