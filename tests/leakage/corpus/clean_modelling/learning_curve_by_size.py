# corpus: clean; hand-made learning curve: growing training share, fixed test part, nothing chosen
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

X, y = load_digits(return_X_y=True)
X_pool, X_test, y_pool, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=8)

sizes = np.linspace(100, len(X_pool), 8).astype(int)
train_curve, test_curve = [], []
for n in sizes:
    model = make_pipeline(MinMaxScaler(), LogisticRegression(max_iter=2000))
    model.fit(X_pool[:n], y_pool[:n])
    train_curve.append(model.score(X_pool[:n], y_pool[:n]))
    test_curve.append(model.score(X_test, y_test))

plt.plot(sizes, train_curve, label="train")
plt.plot(sizes, test_curve, label="test")
plt.legend()
plt.savefig("learning_curve.png")
