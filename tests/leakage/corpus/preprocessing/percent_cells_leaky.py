# corpus: leaky; a script in `# %%` cells; in-place fill and robust z-score in a chain of pipes
# %% [markdown]
# # Concrete cracks
# A look at the measured cracks of forty bridges.

# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

# %%
cracks = pd.read_csv("cracks.csv")
cracks.fillna(cracks.median(numeric_only=True), inplace=True)  # LK102

# %%
cracks = cracks.pipe(lambda d: d.assign(depth=(d["depth"] - d["depth"].median()) / d["depth"].std()))  # LK102

# %%
eins, zwei = train_test_split(cracks, test_size=0.3, random_state=20)
xs = ["depth", "traffic", "salt"]
gerade = LinearRegression().fit(eins[xs], eins["width"])

# %%
print(mean_absolute_error(zwei["width"], gerade.predict(zwei[xs])))
