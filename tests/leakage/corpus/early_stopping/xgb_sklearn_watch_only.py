# corpus: clean; eval_set for curves only: fixed number of trees, no stopping
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

pages = pd.read_csv("phishing.csv")
y = pages["phishing"]
X = pages.drop(columns="phishing")
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=4)

clf = XGBClassifier(n_estimators=250, max_depth=4, learning_rate=0.1, eval_metric="logloss", random_state=4)
clf.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)], verbose=False)

curves = clf.evals_result()
plt.plot(curves["validation_0"]["logloss"], label="train")
plt.plot(curves["validation_1"]["logloss"], label="test")
plt.legend()
plt.savefig("curves.png")
print(accuracy_score(y_test, clf.predict(X_test)))
