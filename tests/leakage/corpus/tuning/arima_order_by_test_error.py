# corpus: leaky; ARIMA order chosen by the error over the last year, which is also the reported error
import itertools
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.arima.model import ARIMA

warnings.filterwarnings("ignore")

sales = pd.read_csv("monthly_sales.csv", index_col="month", parse_dates=True)["units"]
history, last_year = sales[:-12], sales[-12:]

best_order, best_rmse = None, np.inf
for p, d, q in itertools.product(range(4), range(2), range(4)):
    fitted = ARIMA(history, order=(p, d, q)).fit()
    forecast = fitted.forecast(steps=12)
    rmse = np.sqrt(np.mean((last_year - forecast) ** 2))  # LK201
    if rmse < best_rmse:
        best_order, best_rmse = (p, d, q), rmse

print(f"ARIMA{best_order} RMSE={best_rmse:.2f}")
