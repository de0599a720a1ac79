# corpus: leaky; statsmodels p-values over the whole table decide which regressors stay
import pandas as pd
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

fish = pd.read_csv("fish_weights.csv")
weight = fish.pop("weight")

ols = sm.OLS(weight, sm.add_constant(fish)).fit()  # LK106
significant = [name for name, p in ols.pvalues.items() if p < 0.05 and name != "const"]

pond_a, pond_b, w_a, w_b = train_test_split(fish[significant], weight, test_size=0.3, random_state=14)
line = LinearRegression().fit(pond_a, w_a)
print("R2 train", r2_score(w_a, line.predict(pond_a)), "R2 test", r2_score(w_b, line.predict(pond_b)))
