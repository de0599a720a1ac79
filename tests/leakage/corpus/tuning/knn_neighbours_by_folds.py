# corpus: clean; neighbours chosen by cross-validation on the training part, test part scored once
"""Homework 3, second try: nearest neighbours on the wine quality table."""
import numpy as np
import pandas as pd
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

wine = pd.read_csv("winequality-red.csv", sep=";")
wine["good"] = (wine["quality"] >= 6).astype(int)

features = wine.drop(columns=["quality", "good"])
labels = wine["good"]
a, b, ya, yb = train_test_split(features, labels, test_size=0.25, random_state=7, stratify=labels)

ks = list(range(1, 41, 2))
means = []
for k in ks:
    candidate = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=k))
    means.append(cross_val_score(candidate, a, ya, cv=5).mean())

best_k = ks[int(np.argmax(means))]
final = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=best_k)).fit(a, ya)
print("k:", best_k)
print("test accuracy:", final.score(b, yb))
