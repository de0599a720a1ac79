# corpus: leaky; keras TextVectorization adapts to the whole corpus through a tf.data pipeline
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(5)
recipes = pd.read_json("recipes.json")
texts = recipes["instructions"].to_numpy()
vegan = recipes["vegan"].astype(int).to_numpy()

vectorise = layers.TextVectorization(max_tokens=5000, output_sequence_length=120)
vectorise.adapt(tf.data.Dataset.from_tensor_slices(texts).batch(64))  # LK602|LK101

r1, r2, v1, v2 = train_test_split(texts, vegan, test_size=0.2, stratify=vegan, random_state=5)
model = tf.keras.Sequential(
    [vectorise, layers.Embedding(5000, 16), layers.GlobalAveragePooling1D(), layers.Dense(1, activation="sigmoid")]
)
model.compile("adam", "binary_crossentropy", metrics=[tf.keras.metrics.AUC()])
model.fit(tf.constant(r1), v1, epochs=5)
print(model.evaluate(tf.constant(r2), v2))
