# corpus: clean; noisy copies are made of the training signals only
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(55)
archive = np.load("gear_sounds.npz")
sounds, kind = archive["sounds"], archive["kind"]

s1, s2, k1, k2 = train_test_split(sounds, kind, test_size=0.2, stratify=kind, random_state=55)
noisy = s1 + rng.normal(0, 0.01, s1.shape)
more = np.vstack([s1, noisy])
rf = RandomForestClassifier(n_estimators=300, random_state=55).fit(more, np.concatenate([k1, k1]))
print("macro F1", f1_score(k2, rf.predict(s2), average="macro"))
