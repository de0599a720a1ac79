# corpus: clean; statsmodels: moments of the masked training rows, the complement is scored
import numpy as np
import pandas as pd
import statsmodels.api as sm

crops = pd.read_csv("crop_yield.csv")
exog_names = ["rain", "nitrogen", "ph"]

rng = np.random.default_rng(4)
in_train = rng.random(len(crops)) < 0.75
base = crops.loc[in_train, exog_names]
Z = sm.add_constant((crops[exog_names] - base.mean()) / base.std())

fitted = sm.OLS(crops.loc[in_train, "tonnes"], Z.loc[in_train]).fit()
print(fitted.summary())
predicted = fitted.predict(Z.loc[~in_train])
rmse = np.sqrt(np.mean((crops.loc[~in_train, "tonnes"] - predicted) ** 2))
print("hold-out RMSE", rmse)
