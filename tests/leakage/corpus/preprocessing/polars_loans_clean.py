# corpus: clean; polars: the numbers come from the first part and are applied to both
import polars as pl
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

loans = pl.read_parquet("loans.parquet").sample(fraction=1.0, shuffle=True, seed=5)
cut = int(loans.height * 0.8)
erste, zweite = loans[:cut], loans[cut:]

mittel_einkommen = erste["income"].mean()
mittel_betrag, streuung_betrag = erste["amount"].mean(), erste["amount"].std()


def aufbereiten(teil):
    return teil.with_columns(
        pl.col("income").fill_null(mittel_einkommen),
        ((pl.col("amount") - mittel_betrag) / streuung_betrag).alias("amount_z"),
    )


erste = aufbereiten(erste)
zweite = aufbereiten(zweite)
spalten = ["income", "amount_z", "term"]
modell = LogisticRegression(max_iter=300)
modell.fit(erste.select(spalten).to_numpy(), erste["default"].to_numpy())
wahrscheinlichkeit = modell.predict_proba(zweite.select(spalten).to_numpy())[:, 1]
print(roc_auc_score(zweite["default"].to_numpy(), wahrscheinlichkeit))
