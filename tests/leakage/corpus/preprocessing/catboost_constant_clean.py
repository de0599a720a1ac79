# corpus: clean; constants fill the gaps, categories are left to CatBoost, nothing is learned before the split
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

d = pd.read_csv("hotel_bookings.csv")
etiqueta = d.pop("canceled")

d["children"] = d["children"].fillna(0)
d["meal"] = d["meal"].fillna("unknown")
d["agent"] = d["agent"].fillna("none")
d["party"] = d["adults"] + d["children"]

ent, pru, y_ent, y_pru = train_test_split(d, etiqueta, test_size=0.25, stratify=etiqueta, random_state=30)
modelo = CatBoostClassifier(iterations=400, depth=6, cat_features=["meal", "agent"], random_seed=30, verbose=0)
modelo.fit(ent, y_ent)
print("AUC:", roc_auc_score(y_pru, modelo.predict_proba(pru)[:, 1]))
