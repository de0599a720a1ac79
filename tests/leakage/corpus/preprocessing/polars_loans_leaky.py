# corpus: leaky; polars: null fill with the mean and a z-score over all loans, then a positional cut
import polars as pl
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

loans = pl.read_parquet("loans.parquet").sample(fraction=1.0, shuffle=True, seed=5)

loans = loans.with_columns(
    pl.col("income").fill_null(pl.col("income").mean())  # LK102
)
loans = loans.with_columns(
    ((pl.col("amount") - pl.col("amount").mean()) / pl.col("amount").std()).alias("amount_z")  # LK102
)

cut = int(loans.height * 0.8)
erste = loans[:cut]
zweite = loans[cut:]

spalten = ["income", "amount_z", "term"]
modell = LogisticRegression(max_iter=300)
modell.fit(erste.select(spalten).to_numpy(), erste["default"].to_numpy())
wahrscheinlichkeit = modell.predict_proba(zweite.select(spalten).to_numpy())[:, 1]
print(roc_auc_score(zweite["default"].to_numpy(), wahrscheinlichkeit))
