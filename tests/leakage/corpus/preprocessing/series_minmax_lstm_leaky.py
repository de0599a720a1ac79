# corpus: leaky; time series: MinMaxScaler sees the whole series, the cut comes afterwards
import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import MinMaxScaler
from tensorflow import keras

keras.utils.set_random_seed(6)
series = pd.read_csv("river_level.csv", index_col="time", parse_dates=True).sort_index()["level"]

mm = MinMaxScaler()
scaled = mm.fit_transform(series.to_frame())  # LK101|LK404

cut = int(len(scaled) * 0.8)
before, after = scaled[:cut], scaled[cut:]


def windows(block, width=24):
    xs = np.array([block[i : i + width] for i in range(len(block) - width)])
    return xs, block[width:]


x_before, y_before = windows(before)
x_after, y_after = windows(after)

net = keras.Sequential([keras.layers.LSTM(32), keras.layers.Dense(1)])
net.compile(optimizer="adam", loss="mse")
net.fit(x_before, y_before, epochs=10, batch_size=64, verbose=0)
print("MSE", mean_squared_error(y_after, net.predict(x_after)))
