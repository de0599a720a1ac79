# corpus: leaky; scale() as a function on the whole frame, straight after reading
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale
from sklearn.svm import SVR

wells = (
    pd.read_csv("wells.csv")
    .dropna()
    .rename(columns=str.lower)
)
y = wells.pop("arsenic")
X = scale(wells)  # LK102|LK101

a, b, ya, yb = train_test_split(X, y, test_size=0.2, random_state=12)
print(SVR(C=3).fit(a, ya).score(b, yb))
