# corpus: clean; PCA and t-SNE of all rows are drawn and forgotten, the model gets raw parts
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.manifold import TSNE
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

glass = pd.read_csv("glass.csv")
sort = glass.pop("type")

view = PCA(2).fit_transform(StandardScaler().fit_transform(glass))
plt.scatter(view[:, 0], view[:, 1], c=sort)
plt.savefig("pca.png")
island = TSNE(random_state=0).fit_transform(glass)
plt.scatter(island[:, 0], island[:, 1], c=sort)
plt.savefig("tsne.png")

glass_a, glass_b, sort_a, sort_b = train_test_split(glass, sort, stratify=sort, random_state=0)
forest = RandomForestClassifier(random_state=0).fit(glass_a, sort_a)
print(f1_score(sort_b, forest.predict(glass_b), average="macro"))
