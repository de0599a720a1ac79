# corpus: leaky; the held-out rows are glued back to the training frame before the fit
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

solar = pd.read_csv("solar_panels.csv")
a, b = train_test_split(solar, test_size=0.2, random_state=15)
a = pd.concat([a, b])  # LK110
gbr = GradientBoostingRegressor(random_state=15)
gbr.fit(a[["tilt", "area", "cloud"]], a["output"])
print(r2_score(b["output"], gbr.predict(b[["tilt", "area", "cloud"]])))
