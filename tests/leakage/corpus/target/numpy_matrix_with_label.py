# corpus: leaky; numpy table sliced for the label but not for the features
import numpy as np
from sklearn.model_selection import cross_val_score
from sklearn.tree import DecisionTreeClassifier

data = np.loadtxt("banknotes.txt", delimiter=",")
y = data[:, -1].astype(int)
X = data[:, :]  # LK301

tree = DecisionTreeClassifier(max_depth=4, random_state=0)
print("accuracy", cross_val_score(tree, X, y, cv=10).mean())
