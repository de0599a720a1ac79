# corpus: clean; the heat map is for the eye, the choice is made on the training part
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split

buildings = pd.read_csv("buildings.csv").select_dtypes("number")

plt.matshow(buildings.corr())
plt.colorbar()
plt.savefig("correlations.png")

known, unknown = train_test_split(buildings, test_size=0.2, random_state=3)
corr = known.corr()["heat_demand"].abs().sort_values(ascending=False)
keep = corr[corr > 0.3].index.drop("heat_demand")
print("keeping", list(keep))

ols = LinearRegression().fit(known[keep], known["heat_demand"])
print("MAPE", mean_absolute_percentage_error(unknown["heat_demand"], ols.predict(unknown[keep])))
