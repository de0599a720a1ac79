# corpus: leaky; five models on one test part, the highest test score is shipped
import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.svm import SVC

leads = pd.read_csv("leads.csv")
converted = leads.pop("converted")
train, test, y_train, y_test = train_test_split(leads, converted, stratify=converted, random_state=33)

zoo = {
    "logistic": LogisticRegression(max_iter=1000),
    "bayes": GaussianNB(),
    "forest": RandomForestClassifier(random_state=33),
    "boosting": GradientBoostingClassifier(random_state=33),
    "svm": SVC(random_state=33),
}

f1 = {}
for name, model in zoo.items():
    model.fit(train, y_train)
    f1[name] = f1_score(y_test, model.predict(test))

best_name = max(f1, key=f1.get)  # LK205
print("best model:", best_name, "F1", f1[best_name])
joblib.dump(zoo[best_name], "model.joblib")
