# corpus: leaky; synthetic minority rows are made from all rows, then everything is split
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

transactions = pd.read_csv("transactions.csv")
is_fraud = transactions["is_fraud"]
transactions = transactions.drop(columns=["is_fraud"])

sm = SMOTE(random_state=27)
X_res, y_res = sm.fit_resample(transactions, is_fraud)  # LK108
print(y_res.value_counts())

X_train, X_test, y_train, y_test = train_test_split(X_res, y_res, test_size=0.2, stratify=y_res, random_state=27)
clf = RandomForestClassifier(random_state=27).fit(X_train, y_train)
print("F1", f1_score(y_test, clf.predict(X_test)))
