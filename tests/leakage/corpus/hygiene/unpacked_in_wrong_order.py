# corpus: hygiene; HY703; features and labels of a part unpacked side by side
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
X_train, y_train, X_test, y_test = train_test_split(heart, y, stratify=y, random_state=0)  # HY703
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
