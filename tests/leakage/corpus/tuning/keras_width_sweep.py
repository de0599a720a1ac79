# corpus: leaky; network width chosen by the accuracy that evaluate returns on the test images
import numpy as np
from tensorflow import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
x_test = x_test.reshape(-1, 784).astype("float32") / 255.0


def make_net(width):
    net = keras.Sequential([
        keras.layers.Input((784,)),
        keras.layers.Dense(width, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ])
    net.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


widths = [32, 64, 128, 256]
results = []
for width in widths:
    net = make_net(width)
    net.fit(x_train, y_train, epochs=5, batch_size=128, verbose=0)
    loss, acc = net.evaluate(x_test, y_test, verbose=0)  # LK201
    results.append(acc)

chosen = widths[int(np.argmax(results))]
print("width", chosen, "test accuracy", max(results))
