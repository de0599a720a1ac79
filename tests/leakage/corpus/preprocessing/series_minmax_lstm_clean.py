# corpus: clean; time series: the scaler knows the past only, windows are built on each side of the cut
import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras

keras.utils.set_random_seed(6)
series = pd.read_csv("river_level.csv", index_col="time", parse_dates=True).sort_index()["level"]

cut = int(len(series) * 0.8)
before, after = series.iloc[:cut].to_frame(), series.iloc[cut:].to_frame()
mm = MinMaxScaler().fit(before)
before, after = mm.transform(before), mm.transform(after)


def windows(block, width=24):
    xs = np.array([block[i : i + width] for i in range(len(block) - width)])
    return xs, block[width:]


x_before, y_before = windows(before)
x_after, y_after = windows(after)

net = keras.Sequential([keras.layers.LSTM(32), keras.layers.Dense(1)])
net.compile(optimizer="adam", loss="mse")
net.fit(x_before, y_before, epochs=10, batch_size=64, verbose=0)
print("MSE", mean_squared_error(y_after, net.predict(x_after)))
