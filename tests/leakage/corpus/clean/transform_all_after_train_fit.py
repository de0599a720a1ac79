# corpus: clean; the scaler is fitted on rows of the train index and then applied to the whole table
import numpy as np
import pandas as pd
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import median_absolute_error
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("power_plant.csv")
rng = np.random.default_rng(100)
is_train = pd.Series(rng.random(len(table)) < 0.7, index=table.index)

cols = ["temperature", "pressure", "humidity"]
scaler = StandardScaler().fit(table.loc[is_train, cols])
table[cols] = scaler.transform(table[cols])
table["vacuum"] = table["vacuum"].fillna(table.loc[is_train, "vacuum"].median())

use = [*cols, "vacuum"]
huber = HuberRegressor(max_iter=500).fit(table.loc[is_train, use], table.loc[is_train, "megawatt"])
pred = huber.predict(table.loc[~is_train, use])
print(median_absolute_error(table.loc[~is_train, "megawatt"], pred))
