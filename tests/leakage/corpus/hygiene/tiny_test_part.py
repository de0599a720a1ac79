# corpus: hygiene; HY706; ten rows to judge a classifier by
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

X, y = load_iris(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=10, stratify=y, random_state=0)  # HY706
print(LogisticRegression(max_iter=500).fit(X_tr, y_tr).score(X_te, y_te))
