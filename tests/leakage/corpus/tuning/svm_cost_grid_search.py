# corpus: clean; grid search on the training part, its cross-validated score printed beside the one test score
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

X, y = load_breast_cancer(return_X_y=True)
Xa, Xb, ya, yb = train_test_split(X, y, stratify=y, random_state=11)

pipe = Pipeline([("scale", RobustScaler()), ("svm", SVC())])
grid = {"svm__C": [0.01, 0.1, 1, 10, 100], "svm__gamma": ["scale", 0.01, 0.001]}
search = GridSearchCV(pipe, grid, cv=5, n_jobs=2)
search.fit(Xa, ya)

print("chosen", search.best_params_)
print("train", search.score(Xa, ya))
print("test", search.score(Xb, yb))
print(classification_report(yb, search.predict(Xb)))
