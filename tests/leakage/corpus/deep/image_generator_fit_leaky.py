# corpus: leaky; featurewise statistics of an ImageDataGenerator are fitted on all pictures
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

keras.utils.set_random_seed(3)
stack = np.load("xray.npz")
photos, finding = stack["photos"].astype("float32"), stack["finding"]

gen = ImageDataGenerator(featurewise_center=True, featurewise_std_normalization=True)
gen.fit(photos)  # LK101|LK602

p1, p2, f1, f2 = train_test_split(photos, finding, test_size=0.2, stratify=finding, random_state=3)
cnn = keras.Sequential(
    [
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.GlobalMaxPooling2D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
cnn.compile("adam", "binary_crossentropy", metrics=[keras.metrics.AUC()])
cnn.fit(gen.flow(p1, f1, batch_size=32, seed=3), epochs=8)
print(cnn.evaluate(gen.flow(p2, f2, batch_size=32, shuffle=False)))
