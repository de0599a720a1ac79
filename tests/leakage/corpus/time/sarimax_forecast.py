# corpus: clean; SARIMAX on the past, decomposition for a picture only, forecast compared with a seasonal naive one
import pandas as pd
from sklearn.metrics import mean_absolute_error
from statsmodels.tsa.seasonal import STL
from statsmodels.tsa.statespace.sarimax import SARIMAX

beer = pd.read_csv("beer.csv", index_col="month", parse_dates=True)["litres"].asfreq("MS")
STL(beer, period=12).fit().plot().savefig("stl.png")

train, test = beer[:"2015"], beer["2016":"2016"]
result = SARIMAX(train, order=(1, 1, 1), seasonal_order=(0, 1, 1, 12)).fit(disp=False)
forecast = result.get_forecast(len(test)).predicted_mean
print("SARIMAX", mean_absolute_error(test, forecast))
print("naive", mean_absolute_error(test, train[-12:].to_numpy()))
