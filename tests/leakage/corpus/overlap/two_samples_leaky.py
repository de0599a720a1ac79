# corpus: leaky; two independent draws from one frame share rows
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

mushrooms = pd.get_dummies(pd.read_csv("mushrooms.csv"), columns=["cap", "odor", "gill"])
learn = mushrooms.sample(frac=0.7, random_state=1)
check = mushrooms.sample(frac=0.3, random_state=2)  # LK110

tree = DecisionTreeClassifier(max_depth=6, random_state=1)
tree.fit(learn.drop(columns="edible"), learn["edible"])
print(roc_auc_score(check["edible"], tree.predict_proba(check.drop(columns="edible"))[:, 1]))
