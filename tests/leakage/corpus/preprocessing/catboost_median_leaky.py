# corpus: leaky; in-place median and mode fill before the split, model is CatBoost
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

d = pd.read_csv("hotel_bookings.csv")
etiqueta = d.pop("canceled")

d["children"] = d["children"].fillna(d["children"].median())  # LK102
d["meal"] = d["meal"].fillna(d["meal"].mode()[0])  # LK102
d["agent"] = d["agent"].fillna("none")

ent, pru, y_ent, y_pru = train_test_split(d, etiqueta, test_size=0.25, stratify=etiqueta, random_state=30)
modelo = CatBoostClassifier(iterations=400, depth=6, cat_features=["meal", "agent"], random_seed=30, verbose=0)
modelo.fit(ent, y_ent)
print("AUC:", roc_auc_score(y_pru, modelo.predict_proba(pru)[:, 1]))
