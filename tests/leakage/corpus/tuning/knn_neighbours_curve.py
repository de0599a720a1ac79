# corpus: leaky; neighbours counted up in a loop, test accuracy of each kept in a list and the best one taken
"""Homework 3: nearest neighbours on the wine quality table."""
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

wine = pd.read_csv("winequality-red.csv", sep=";")
wine["good"] = (wine["quality"] >= 6).astype(int)

features = wine.drop(columns=["quality", "good"])
labels = wine["good"]

a, b, ya, yb = train_test_split(features, labels, test_size=0.25, random_state=7, stratify=labels)

scaler = StandardScaler().fit(a)
a_std = scaler.transform(a)
b_std = scaler.transform(b)

ks = list(range(1, 41, 2))
accs = []
for k in ks:
    clf = KNeighborsClassifier(n_neighbors=k)
    clf.fit(a_std, ya)
    accs.append(clf.score(b_std, yb))  # LK201

plt.plot(ks, accs, marker="o")
plt.xlabel("k")
plt.ylabel("accuracy")
plt.savefig("knn.png")

best_k = ks[int(np.argmax(accs))]
print(f"best k = {best_k}, accuracy = {max(accs):.3f}")
