# corpus: hygiene; HY702; clean: AUC and log loss from probabilities, F1 from classes
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
X_tr, X_te, y_tr, y_te = train_test_split(heart, y, stratify=y, random_state=0)
model = LogisticRegression(max_iter=2000).fit(X_tr, y_tr)
p = model.predict_proba(X_te)
print("AUC", roc_auc_score(y_te, p[:, 1]), "log loss", log_loss(y_te, p), "F1", f1_score(y_te, model.predict(X_te)))
