# corpus: leaky; columns are kept by their correlation with the target over all rows
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

buildings = pd.read_csv("buildings.csv").select_dtypes("number")

corr = buildings.corr()["heat_demand"].abs().sort_values(ascending=False)  # LK106
keep = corr[corr > 0.3].index.drop("heat_demand")
print("keeping", list(keep))

U, V, u, v = train_test_split(buildings[keep], buildings["heat_demand"], test_size=0.2, random_state=3)
ols = LinearRegression().fit(U, u)
print("MAPE", mean_absolute_percentage_error(v, ols.predict(V)))
