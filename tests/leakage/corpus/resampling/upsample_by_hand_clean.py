# corpus: clean; the rare class is repeated within the training frame after the split
import pandas as pd
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.utils import resample

visits = pd.read_csv("clinic_visits.csv")
part_a, part_b = train_test_split(visits, test_size=0.25, stratify=visits["no_show"], random_state=123)

majority = part_a[part_a["no_show"] == 0]
minority = part_a[part_a["no_show"] == 1]
minority_up = resample(minority, replace=True, n_samples=len(majority), random_state=123)
balanced = pd.concat([majority, minority_up])

knn = KNeighborsClassifier(3).fit(balanced.drop("no_show", axis=1), balanced["no_show"])
print(confusion_matrix(part_b["no_show"], knn.predict(part_b.drop("no_show", axis=1))))
