# corpus: clean; ARIMA order chosen by AIC on the history, the last year forecast once
import itertools
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.arima.model import ARIMA

warnings.filterwarnings("ignore")

sales = pd.read_csv("monthly_sales.csv", index_col="month", parse_dates=True)["units"]
history, last_year = sales[:-12], sales[-12:]

best_order, best_aic = None, np.inf
for p, d, q in itertools.product(range(4), range(2), range(4)):
    fitted = ARIMA(history, order=(p, d, q)).fit()
    if fitted.aic < best_aic:
        best_order, best_aic = (p, d, q), fitted.aic

forecast = ARIMA(history, order=best_order).fit().forecast(steps=12)
print(f"ARIMA{best_order} RMSE={np.sqrt(np.mean((last_year - forecast) ** 2)):.2f}")
