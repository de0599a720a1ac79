# corpus: leaky; homework: StandardScaler learns from the whole matrix, then the split
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

# Exercise 3: a nearest neighbour classifier for the wine data
wine = load_wine()
features, cultivar = wine.data, wine.target

# a) bring all features on the same scale
scaler = StandardScaler()
scaled = scaler.fit_transform(features)  # LK101

# b) split 70:30
learn_X, exam_X, learn_y, exam_y = train_test_split(
    scaled, cultivar, test_size=0.3, stratify=cultivar, random_state=7
)

# c) fit and report
knn = KNeighborsClassifier(n_neighbors=5)
knn.fit(learn_X, learn_y)
print("accuracy:", knn.score(exam_X, exam_y))
