# corpus: hygiene; HY702; ROC AUC from predicted classes
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
X_tr, X_te, y_tr, y_te = train_test_split(heart, y, stratify=y, random_state=0)
model = LogisticRegression(max_iter=2000).fit(X_tr, y_tr)
y_hat = model.predict(X_te)
print("accuracy", accuracy_score(y_te, y_hat))
print("AUC", roc_auc_score(y_te, y_hat))  # HY702
