# corpus: clean; a scaled copy is made, described and never reaches the model
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

bank = pd.read_csv("bank.csv")
X, y = bank.drop(columns="subscribed"), bank["subscribed"]
X_scaled = pd.DataFrame(StandardScaler().fit_transform(X), columns=X.columns)
print(X_scaled.describe())

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
gb = GradientBoostingClassifier(random_state=42).fit(X_train, y_train)
print(roc_auc_score(y_test, gb.predict_proba(X_test)[:, 1]))
