# corpus: leaky; sklearn.utils.resample repeats the rare class before the split
import pandas as pd
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.utils import resample

visits = pd.read_csv("clinic_visits.csv")
majority = visits[visits["no_show"] == 0]
minority = visits[visits["no_show"] == 1]

minority_up = resample(minority, replace=True, n_samples=len(majority), random_state=123)  # LK108
balanced = pd.concat([majority, minority_up])

y = balanced["no_show"]
X = balanced.drop("no_show", axis=1)
X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.25, stratify=y, random_state=123)
knn = KNeighborsClassifier(3).fit(X_a, y_a)
print(confusion_matrix(y_b, knn.predict(X_b)))
