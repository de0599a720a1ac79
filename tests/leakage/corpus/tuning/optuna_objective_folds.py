# corpus: clean; Optuna objective returns the mean of cross_val_score on the training rows
import optuna
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split

soil = pd.read_csv("soil.csv")
kind = soil["kind"]
measures = soil.drop(columns="kind")
m_train, m_test, k_train, k_test = train_test_split(measures, kind, test_size=0.2, stratify=kind, random_state=9)


def objective(trial):
    model = ExtraTreesClassifier(
        n_estimators=trial.suggest_int("n_estimators", 100, 600, step=100),
        max_features=trial.suggest_float("max_features", 0.2, 1.0),
        min_samples_leaf=trial.suggest_int("min_samples_leaf", 1, 8),
        random_state=9,
    )
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=9)
    return cross_val_score(model, m_train, k_train, cv=folds, scoring="balanced_accuracy").mean()


study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=9))
study.optimize(objective, n_trials=60)
print("best mean over folds:", study.best_value)

final = ExtraTreesClassifier(random_state=9, **study.best_params).fit(m_train, k_train)
print("balanced accuracy:", balanced_accuracy_score(k_test, final.predict(m_test)))
