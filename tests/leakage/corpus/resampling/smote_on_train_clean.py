# corpus: clean; SMOTE is given the training rows only
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

transactions = pd.read_csv("transactions.csv")
is_fraud = transactions["is_fraud"]
transactions = transactions.drop(columns=["is_fraud"])

X_train, X_test, y_train, y_test = train_test_split(
    transactions, is_fraud, test_size=0.2, stratify=is_fraud, random_state=27
)
X_res, y_res = SMOTE(random_state=27).fit_resample(X_train, y_train)
print(y_res.value_counts())

clf = RandomForestClassifier(random_state=27).fit(X_res, y_res)
print("F1 train", f1_score(y_train, clf.predict(X_train)), "F1 test", f1_score(y_test, clf.predict(X_test)))
