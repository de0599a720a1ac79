# corpus: clean; numpy: moments of the calibration rows; the per-row normal variate needs no other row
import numpy as np
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import mean_squared_error

raw = np.load("spectra.npz")
A, b = raw["absorbance"], raw["moisture"]

# each spectrum by its own mean and spread
A = (A - A.mean(axis=1, keepdims=True)) / A.std(axis=1, keepdims=True)

rng = np.random.default_rng(11)
order = rng.permutation(len(A))
n_cal = 3 * len(A) // 4
cal, val = order[:n_cal], order[n_cal:]

centre = A[cal].mean(axis=0)
pls = PLSRegression(n_components=6, scale=False)
pls.fit(A[cal] - centre, b[cal])
print("RMSEP", mean_squared_error(b[val], pls.predict(A[val] - centre)) ** 0.5)
