# corpus: leaky; a second transformer is fitted on the test rows, in one chained call
import numpy as np
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer

data = np.loadtxt("concrete.csv", delimiter=",", skiprows=1)
mix, strength = data[:, :-1], data[:, -1]
mix_tr, mix_te, s_tr, s_te = train_test_split(mix, strength, test_size=0.25, random_state=8)

qt = QuantileTransformer(n_quantiles=100, random_state=8)
learned_tr = qt.fit_transform(mix_tr)
fresh = QuantileTransformer(n_quantiles=100, random_state=8)
learned_te = fresh.fit(mix_te).transform(mix_te)  # LK104

trees = ExtraTreesRegressor(n_estimators=300, random_state=8)
trees.fit(learned_tr, s_tr)
print(mean_absolute_error(s_te, trees.predict(learned_te)))
