# corpus: clean; model family chosen by cross-validation on the training part, the winner tested once
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_validate, train_test_split

leads = pd.read_csv("leads.csv")
converted = leads.pop("converted")
train, test, y_train, y_test = train_test_split(leads, converted, stratify=converted, random_state=33)

zoo = {
    "logistic": LogisticRegression(max_iter=1000),
    "forest": RandomForestClassifier(random_state=33),
    "boosting": GradientBoostingClassifier(random_state=33),
}
inner = {}
for name, model in zoo.items():
    result = cross_validate(model, train, y_train, cv=5, scoring=["f1", "roc_auc"])
    inner[name] = result["test_f1"].mean()
    print(name, inner[name], result["test_roc_auc"].mean())

best_name = max(inner, key=inner.get)
winner = zoo[best_name].fit(train, y_train)
print("chosen by folds:", best_name)
print("F1 on the test part:", f1_score(y_test, winner.predict(test)))
