# corpus: leaky; Ray Tune trainable reports the accuracy of the test digits, best result quoted
import os

from ray import tune
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_digits(return_X_y=True)
X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)


def trainable(config):
    model = make_pipeline(StandardScaler(), SGDClassifier(alpha=config["alpha"], penalty=config["penalty"]))
    model.fit(X_fit, y_fit)
    acc = model.score(X_eval, y_eval)  # LK206
    tune.report({"accuracy": acc})


tuner = tune.Tuner(
    trainable,
    param_space={"alpha": tune.loguniform(1e-6, 1e-1), "penalty": tune.choice(["l1", "l2"])},
    tune_config=tune.TuneConfig(metric="accuracy", mode="max", num_samples=40),
)
best = tuner.fit().get_best_result()
print(os.getpid(), best.config)
