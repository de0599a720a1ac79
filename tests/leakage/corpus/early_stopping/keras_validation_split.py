# corpus: clean; Keras EarlyStopping on validation_split of the training rows
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
X_fit, X_test, y_fit, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)
X_train, X_val, y_train, y_val = train_test_split(X_fit, y_fit, test_size=0.2, stratify=y_fit, random_state=1)

scaler = StandardScaler().fit(X_train)
model = Sequential([Input((X_train.shape[1],)), Dense(32, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
stop = EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
model.fit(
    scaler.transform(X_train),
    y_train,
    validation_data=(scaler.transform(X_val), y_val),
    epochs=500,
    callbacks=[stop],
    verbose=0,
)
_, accuracy = model.evaluate(scaler.transform(X_test), y_test, verbose=0)
print("accuracy", np.round(accuracy, 3))
