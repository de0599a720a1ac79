# corpus: hygiene; HY706; classification split without stratify
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
X_tr, X_te, y_tr, y_te = train_test_split(heart, y, test_size=0.3, random_state=0)  # HY706
print(f1_score(y_te, SVC().fit(X_tr, y_tr).predict(X_te)))
