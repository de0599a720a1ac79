# corpus: leaky; keras Normalization layer adapts to every row, two variables away from the split
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(0)
cars = pd.read_csv("used_cars.csv")
price = cars.pop("price").to_numpy("float32")
table = cars[["km", "power", "age", "doors"]].to_numpy("float32")
everything = table

norm = layers.Normalization(axis=-1)
norm.adapt(everything)  # LK101|LK602

x1, x2, p1, p2 = train_test_split(table, np.log(price), test_size=0.2, random_state=0)
model = keras.Sequential([norm, layers.Dense(64, activation="relu"), layers.Dense(1)])
model.compile(loss="mae", optimizer="adam")
model.fit(x1, p1, epochs=30, verbose=0)
print("test MAE (log)", model.evaluate(x2, p2, verbose=0))
