# corpus: leaky; Savitzky-Golay smoothing over the whole record gives each row a view of its future
import numpy as np
import pandas as pd
from scipy.signal import savgol_filter
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

record = pd.read_csv("temperature.csv").sort_values("time")
values = record["celsius"].to_numpy()
smooth = savgol_filter(values, window_length=31, polyorder=3)  # LK401

X = np.column_stack([values[:-1], smooth[:-1]])
y = values[1:]
cut = int(len(y) * 0.75)
model = Ridge().fit(X[:cut], y[:cut])
print(r2_score(y[cut:], model.predict(X[cut:])))
