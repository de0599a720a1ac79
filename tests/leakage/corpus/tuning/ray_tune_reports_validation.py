# corpus: clean; Ray Tune trainable reports folds of the training part, test digits scored with the best config
from ray import tune
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_digits(return_X_y=True)
X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)


def build(config):
    return make_pipeline(StandardScaler(), SGDClassifier(alpha=config["alpha"], penalty=config["penalty"]))


def trainable(config):
    scores = cross_val_score(build(config), X_fit, y_fit, cv=3)
    tune.report({"accuracy": scores.mean()})


tuner = tune.Tuner(
    trainable,
    param_space={"alpha": tune.loguniform(1e-6, 1e-1), "penalty": tune.choice(["l1", "l2"])},
    tune_config=tune.TuneConfig(metric="accuracy", mode="max", num_samples=40),
)
best = tuner.fit().get_best_result()
final = build(best.config).fit(X_fit, y_fit)
print("test accuracy", final.score(X_eval, y_eval))
