# corpus: clean; medians and scaler of the training part serve both parts
import pandas as pd
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

cells = pd.read_csv("biopsy.csv")
target = cells.pop("malignant")
train_cells, test_cells, train_target, test_target = train_test_split(
    cells, target, test_size=0.3, stratify=target, random_state=21
)

medians = train_cells.median()
train_cells = train_cells.fillna(medians)
test_cells = test_cells.fillna(medians)

ss = StandardScaler()
train_ready = ss.fit_transform(train_cells)
test_ready = ss.transform(test_cells)

svc = SVC(gamma="scale", random_state=21).fit(train_ready, train_target)
print(balanced_accuracy_score(test_target, svc.predict(test_ready)))
