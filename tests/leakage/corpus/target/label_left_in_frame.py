# corpus: leaky; the whole frame, label included, goes into the model
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

staff = pd.read_csv("staff.csv")
staff["gender"] = staff["gender"].map({"f": 0, "m": 1})
staff = staff.drop(columns=["phone", "remarks"])

y = staff["left_company"]
X = staff.astype(float)  # LK301
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(accuracy_score(y_test, forest.predict(X_test)))
