# corpus: leaky; the best value of a study over folds of all rows is printed as the model's quality
import numpy as np
import optuna
from catboost import CatBoostRegressor
from sklearn.datasets import load_diabetes
from sklearn.model_selection import cross_val_score

X, y = load_diabetes(return_X_y=True)


def objective(trial):
    model = CatBoostRegressor(
        depth=trial.suggest_int("depth", 2, 8),
        learning_rate=trial.suggest_float("learning_rate", 0.01, 0.3, log=True),
        l2_leaf_reg=trial.suggest_float("l2_leaf_reg", 1.0, 20.0),
        iterations=300,
        random_seed=0,
        verbose=False,
    )
    return np.mean(cross_val_score(model, X, y, cv=5, scoring="r2"))


study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=150)
print("parameters:", study.best_params)
print(f"R2 of the tuned model: {study.best_value:.3f}")  # LK204
