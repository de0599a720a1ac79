# corpus: leaky; Keras EarlyStopping watches the validation loss of the test part
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

signals = pd.read_csv("sonar.csv")
y = (signals["object"] == "mine").astype(int).to_numpy()
X = signals.drop(columns="object").to_numpy()
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)

scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

model = Sequential([Input((X_train.shape[1],)), Dense(32, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
stop = EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
history = model.fit(  # LK202
    X_train,
    y_train,
    validation_data=(X_test, y_test),
    epochs=500,
    batch_size=16,
    callbacks=[stop],
    verbose=0,
)

_, accuracy = model.evaluate(X_test, y_test, verbose=0)
print("epochs", len(history.history["loss"]), "accuracy", np.round(accuracy, 3))
