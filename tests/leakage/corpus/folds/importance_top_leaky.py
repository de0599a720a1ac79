# corpus: leaky; a forest over all rows ranks the columns, the best fifteen go to boosting with a hold-out
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split


def rank_columns(frame, label, how_many=15):
    forest = RandomForestClassifier(n_estimators=500, n_jobs=2, random_state=0)
    forest.fit(frame, label)  # LK106
    order = np.argsort(forest.feature_importances_)[::-1]
    return frame.columns[order[:how_many]].tolist()


def main():
    frame = pd.read_parquet("cards.parquet")
    fraud = frame.pop("fraud")
    best_columns = rank_columns(frame, fraud)
    small = frame[best_columns]
    s1, s2, f1, f2 = train_test_split(small, fraud, test_size=0.3, stratify=fraud, random_state=0)
    gbm = LGBMClassifier(n_estimators=300, random_state=0)
    gbm.fit(s1, f1)
    print("average precision", average_precision_score(f2, gbm.predict_proba(s2)[:, 1]))


if __name__ == "__main__":
    main()
