# corpus: clean; StackingClassifier makes its own out-of-fold columns, scalers sit inside the members
import pandas as pd
from sklearn.ensemble import RandomForestClassifier, StackingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

ships = pd.read_csv("ships.csv")
target = ships.pop("inspected")
a, b, ta, tb = train_test_split(ships, target, test_size=0.2, stratify=target, random_state=2)
stack = StackingClassifier(
    estimators=[
        ("svm", make_pipeline(StandardScaler(), SVC(random_state=2))),
        ("forest", RandomForestClassifier(random_state=2)),
    ],
    final_estimator=LogisticRegression(),
    cv=5,
)
stack.fit(a, ta)
print("AUC", roc_auc_score(tb, stack.predict_proba(b)[:, 1]))
