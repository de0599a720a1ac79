# corpus: clean; numpy table sliced into all columns but the last and the last
import numpy as np
from sklearn.model_selection import cross_val_score
from sklearn.tree import DecisionTreeClassifier

data = np.loadtxt("banknotes.txt", delimiter=",")
X, y = data[:, :-1], data[:, -1].astype(int)
tree = DecisionTreeClassifier(max_depth=4, random_state=0)
print("accuracy", cross_val_score(tree, X, y, cv=10).mean())
