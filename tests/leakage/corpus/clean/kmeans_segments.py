# corpus: clean; clustering and mixture on all customers: nothing is held out because nothing is predicted
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler

customers = pd.read_csv("mall.csv")[["age", "income", "spending"]]
Z = StandardScaler().fit_transform(customers)

for k in range(2, 9):
    labels = KMeans(n_clusters=k, n_init=10, random_state=0).fit_predict(Z)
    print(k, round(silhouette_score(Z, labels), 3))

gm = GaussianMixture(n_components=4, random_state=0).fit(Z)
customers["segment"] = gm.predict(Z)
print(customers.groupby("segment").mean())
