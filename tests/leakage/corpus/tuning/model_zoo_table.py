# corpus: clean; five models on one test part, all scores printed and none chosen
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

leads = pd.read_csv("leads.csv")
converted = leads.pop("converted")
train, test, y_train, y_test = train_test_split(leads, converted, stratify=converted, random_state=33)

models = [
    LogisticRegression(max_iter=1000),
    GaussianNB(),
    RandomForestClassifier(random_state=33),
    GradientBoostingClassifier(random_state=33),
]
print(f"{'model':30} {'acc train':>9} {'acc test':>9} {'f1 test':>9}")
for model in models:
    model.fit(train, y_train)
    seen = accuracy_score(y_train, model.predict(train))
    unseen = model.predict(test)
    print(f"{type(model).__name__:30} {seen:9.3f} {accuracy_score(y_test, unseen):9.3f} {f1_score(y_test, unseen):9.3f}")
