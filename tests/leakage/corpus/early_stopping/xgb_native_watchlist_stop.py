# corpus: leaky; watch list of the native API ends in the test matrix and early stopping reads its last entry
import argparse

import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def matrices(path):
    frame = pd.read_csv(path)
    y = frame.pop("churn")
    X_a, X_b, y_a, y_b = train_test_split(frame, y, test_size=0.2, stratify=y, random_state=10)
    return xgb.DMatrix(X_a, label=y_a), xgb.DMatrix(X_b, label=y_b)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--rounds", type=int, default=3000)
    args = parser.parse_args()

    dtrain, dtest = matrices(args.path)
    params = {"objective": "binary:logistic", "eval_metric": "auc", "eta": 0.02, "max_depth": 5, "seed": 10}
    watchlist = [(dtrain, "train"), (dtest, "eval")]
    booster = xgb.train(  # LK202
        params,
        dtrain,
        num_boost_round=args.rounds,
        evals=watchlist,
        early_stopping_rounds=50,
        verbose_eval=100,
    )
    print("AUC", roc_auc_score(dtest.get_label(), booster.predict(dtest)))


if __name__ == "__main__":
    main()
