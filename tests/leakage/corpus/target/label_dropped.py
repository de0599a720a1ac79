# corpus: clean; label dropped by a constant defined at the top, features and label apart
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

LABEL = "left_company"
USELESS = ["phone", "remarks"]

staff = pd.read_csv("staff.csv")
staff["gender"] = staff["gender"].map({"f": 0, "m": 1})
y = staff[LABEL]
X = staff.drop(columns=[*USELESS, LABEL]).astype(float)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print("train", accuracy_score(y_train, forest.predict(X_train)))
print("test", accuracy_score(y_test, forest.predict(X_test)))
