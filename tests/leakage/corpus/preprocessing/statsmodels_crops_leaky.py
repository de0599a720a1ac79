# corpus: leaky; statsmodels: regressors are standardised with whole-table moments, hold-out RMSE reported
import numpy as np
import pandas as pd
import statsmodels.api as sm

crops = pd.read_csv("crop_yield.csv")
exog_names = ["rain", "nitrogen", "ph"]
Z = (crops[exog_names] - crops[exog_names].mean()) / crops[exog_names].std()  # LK102
Z = sm.add_constant(Z)

rng = np.random.default_rng(4)
in_train = rng.random(len(crops)) < 0.75
fitted = sm.OLS(crops.loc[in_train, "tonnes"], Z.loc[in_train]).fit()
print(fitted.summary())
predicted = fitted.predict(Z.loc[~in_train])
rmse = np.sqrt(np.mean((crops.loc[~in_train, "tonnes"] - predicted) ** 2))
print("hold-out RMSE", rmse)
