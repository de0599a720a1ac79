# corpus: hygiene; HY703; clean: three arrays, six parts, right order
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
w = heart.pop("weight")
X_train, X_test, y_train, y_test, w_train, w_test = train_test_split(heart, y, w, stratify=y, random_state=0)
model = LogisticRegression(max_iter=2000).fit(X_train, y_train, sample_weight=w_train)
print(model.score(X_test, y_test, sample_weight=w_test))
