# corpus: clean; id kept for the output file only
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

scans = pd.read_csv("scans.csv")
train, test = train_test_split(scans, test_size=0.3, stratify=scans["finding"], random_state=0)
features = [c for c in scans.columns if c not in {"record_id", "finding"}]
forest = RandomForestClassifier(random_state=0).fit(train[features], train["finding"])
decided = forest.predict(test[features])
print(classification_report(test["finding"], decided))
pd.DataFrame({"record_id": test["record_id"], "decided": decided}).to_csv("decided.csv", index=False)
