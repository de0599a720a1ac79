# corpus: leaky; mirrored and turned copies of every picture, then a random split of all copies
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split


def enlarge(images, labels):
    images = np.concatenate([images, images[:, :, ::-1], np.rot90(images, axes=(1, 2))])  # LK108|LK502
    return images, np.tile(labels, 3)


moths = np.load("moths.npz")
pictures, family = enlarge(moths["pictures"], moths["family"])
flat = pictures.reshape(len(pictures), -1)
m1, m2, y1, y2 = train_test_split(flat, family, test_size=0.2, stratify=family, random_state=0)
rf = RandomForestClassifier(random_state=0).fit(m1, y1)
print(balanced_accuracy_score(y2, rf.predict(m2)))
