# corpus: clean; CatBoost keeps the best iteration of a validation pool, the test pool is scored
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def pool(X, y):
    return Pool(X, y, cat_features=["site", "device", "slot"])


def main():
    ads = pd.read_csv("ads.csv")
    y = ads.pop("clicked")
    X_rest, X_test, y_rest, y_test = train_test_split(ads, y, test_size=0.2, stratify=y, random_state=2)
    X_fit, X_val, y_fit, y_val = train_test_split(X_rest, y_rest, test_size=0.2, stratify=y_rest, random_state=2)
    cb = CatBoostClassifier(iterations=1500, random_seed=2, verbose=False)
    cb.fit(pool(X_fit, y_fit), eval_set=pool(X_val, y_val), early_stopping_rounds=60)
    print("AUC", roc_auc_score(y_test, cb.predict_proba(pool(X_test, y_test))[:, 1]))


main()
