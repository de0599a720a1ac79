# corpus: leaky; learning_curve over rows whose scaling was learned from all of them
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold, learning_curve
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

steel = pd.read_excel("steel.xlsx")
hardness = steel["hardness"].to_numpy()
recipe = steel[["carbon", "chromium", "temper"]].to_numpy()

recipe = PolynomialFeatures(degree=2, include_bias=False).fit_transform(recipe)
std = StandardScaler()
recipe = std.fit_transform(recipe)  # LK105

sizes, tr_scores, va_scores = learning_curve(
    Ridge(), recipe, hardness, cv=KFold(5, shuffle=True, random_state=9), scoring="neg_mean_absolute_error"
)
plt.plot(sizes, -tr_scores.mean(axis=1), label="fitted rows")
plt.plot(sizes, -va_scores.mean(axis=1), label="left-out rows")
plt.legend()
plt.savefig("curve.png")
