# corpus: leaky; transformers come from a config dict, the bound method gets another name, rows travel through aliases
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MaxAbsScaler

SETUP = {
    "steps": {"bound": MaxAbsScaler(), "parts": NMF(n_components=5, random_state=0, max_iter=400)},
    "model": ElasticNet(alpha=0.01, random_state=0),
    "target": "octane",
}

fuel = pd.read_csv("fuel_spectra.csv").abs()
octane = fuel.pop(SETUP["target"])

current = fuel
for name, step in SETUP["steps"].items():
    learn = step.fit_transform
    current = learn(current)  # LK101
    print(name, current.shape)

blend = current
pair = train_test_split(blend, octane, test_size=0.3, random_state=0)
left, right, o_left, o_right = pair
net = SETUP["model"].fit(left, o_left)
print("MSE", mean_squared_error(o_right, net.predict(right)))
