# corpus: leaky; polynomial degree chosen with numpy by the error on the held-out points
import numpy as np

rng = np.random.default_rng(4)
x = rng.uniform(-3, 3, 200)
t = np.sin(x) + rng.normal(0, 0.2, 200)

order = rng.permutation(200)
left, right = order[:150], order[150:]

errors = []
for degree in range(1, 13):
    coef = np.polyfit(x[left], t[left], degree)
    errors.append(np.mean((np.polyval(coef, x[right]) - t[right]) ** 2))  # LK201

degree = 1 + int(np.argmin(errors))
print("degree", degree)
print("held-out mean squared error", errors[degree - 1])
