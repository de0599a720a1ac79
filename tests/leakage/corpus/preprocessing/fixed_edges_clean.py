# corpus: clean; bin edges are written down by hand, dummies are made before the split
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

df1 = pd.read_csv("marketing.csv")
df1["income_bin"] = pd.cut(df1["income"], bins=[-np.inf, 15e3, 30e3, 60e3, np.inf], labels=["a", "b", "c", "d"])
df1["log_spend"] = np.log1p(df1["spend"])
df2 = pd.get_dummies(df1[["income_bin", "log_spend", "region", "responded"]], columns=["income_bin", "region"])

g, h = train_test_split(df2, test_size=0.3, stratify=df2["responded"], random_state=77)
inputs = [c for c in df2.columns if c != "responded"]
lr = LogisticRegression(max_iter=1000).fit(g[inputs], g["responded"])
print(f1_score(h["responded"], lr.predict(h[inputs])))
