# corpus: clean; homework: the split comes first, the scaler learns from the learning part only
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

# Exercise 3: a nearest neighbour classifier for the wine data
wine = load_wine()
features, cultivar = wine.data, wine.target

# a) split 70:30
learn_X, exam_X, learn_y, exam_y = train_test_split(
    features, cultivar, test_size=0.3, stratify=cultivar, random_state=7
)

# b) bring all features on the same scale
scaler = StandardScaler()
learn_X = scaler.fit_transform(learn_X)
exam_X = scaler.transform(exam_X)

# c) fit and report, the learning rows beside the unseen ones
knn = KNeighborsClassifier(n_neighbors=5)
knn.fit(learn_X, learn_y)
print("accuracy on learning rows:", knn.score(learn_X, learn_y))
print("accuracy on unseen rows:", knn.score(exam_X, exam_y))
