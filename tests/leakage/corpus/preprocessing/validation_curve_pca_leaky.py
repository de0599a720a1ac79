# corpus: leaky; components of all faces are given to validation_curve
import numpy as np
from sklearn.datasets import fetch_olivetti_faces
from sklearn.decomposition import PCA
from sklearn.model_selection import StratifiedKFold, validation_curve
from sklearn.svm import SVC

faces = fetch_olivetti_faces()
eigen = PCA(n_components=80, whiten=True, random_state=0).fit(faces.data)  # LK105
coords = eigen.transform(faces.data)

gammas = np.logspace(-4, 0, 5)
inside, outside = validation_curve(
    SVC(C=10),
    coords,
    faces.target,
    param_name="gamma",
    param_range=gammas,
    cv=StratifiedKFold(5, shuffle=True, random_state=0),
    scoring="f1_macro",
)
for g, a, b in zip(gammas, inside.mean(axis=1), outside.mean(axis=1)):
    print(f"{g:8.4f} {a:.3f} {b:.3f}")
