# corpus: leaky; keras: evaluate() is called with the arrays given to fit()
import numpy as np
from tensorflow import keras

keras.utils.set_random_seed(1)
bundle = np.load("digits_small.npz")
bilder, ziffern = bundle["images"] / 255.0, bundle["labels"]

netz = keras.Sequential(
    [keras.layers.Flatten(), keras.layers.Dense(128, activation="relu"), keras.layers.Dense(10, activation="softmax")]
)
netz.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
netz.fit(bilder, ziffern, epochs=5, batch_size=128)
verlust, genauigkeit = netz.evaluate(bilder, ziffern)  # LK111
print(f"Genauigkeit {genauigkeit:.3f}")
