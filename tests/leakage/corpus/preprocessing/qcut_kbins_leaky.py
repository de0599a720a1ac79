# corpus: leaky; bin edges by quantiles of all rows, once with pandas, once with KBinsDiscretizer
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import CategoricalNB
from sklearn.preprocessing import KBinsDiscretizer

df1 = pd.read_csv("marketing.csv")
df1["income_bin"] = pd.qcut(df1["income"], 5, labels=False)  # LK102
kb = KBinsDiscretizer(n_bins=4, encode="ordinal", strategy="quantile")
df1[["spend_bin"]] = kb.fit_transform(df1[["spend"]])  # LK101
df2 = df1[["income_bin", "spend_bin", "responded"]].astype(int)

g, h = train_test_split(df2, test_size=0.3, stratify=df2["responded"], random_state=77)
nb = CategoricalNB(min_categories=5).fit(g[["income_bin", "spend_bin"]], g["responded"])
print(f1_score(h["responded"], nb.predict(h[["income_bin", "spend_bin"]])))
