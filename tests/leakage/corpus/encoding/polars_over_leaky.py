# corpus: leaky; polars: a window expression takes the mean of the label per category over all rows
import polars as pl
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

klicks = pl.read_csv("clicks.csv")
klicks = klicks.with_columns(
    pl.col("clicked").mean().over("banner").alias("banner_rate")  # LK107
)
eingabe = klicks.select("banner_rate", "hour", "position").to_numpy()
ziel = klicks["clicked"].to_numpy()

e1, e2, z1, z2 = train_test_split(eingabe, ziel, test_size=0.25, stratify=ziel, random_state=40)
xgb = XGBClassifier(n_estimators=200, max_depth=4, random_state=40)
xgb.fit(e1, z1)
print(roc_auc_score(z2, xgb.predict_proba(e2)[:, 1]))
