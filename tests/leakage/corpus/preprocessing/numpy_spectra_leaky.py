# corpus: leaky; numpy: the spectra are centred and divided by moments of all rows
import numpy as np
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import mean_squared_error

raw = np.load("spectra.npz")
A, b = raw["absorbance"], raw["moisture"]

A -= np.mean(A, axis=0)  # LK102
A /= np.std(A, axis=0)  # LK102

rng = np.random.default_rng(11)
order = rng.permutation(len(A))
n_cal = 3 * len(A) // 4
cal, val = order[:n_cal], order[n_cal:]

pls = PLSRegression(n_components=6)
pls.fit(A[cal], b[cal])
print("RMSEP", mean_squared_error(b[val], pls.predict(A[val])) ** 0.5)
