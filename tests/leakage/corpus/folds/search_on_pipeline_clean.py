# corpus: clean; grid search over a pipeline with a ColumnTransformer, one look at the hold-out
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder

tickets = pd.read_json("tickets.jsonl", lines=True)
inputs = tickets[["body", "product", "n_attachments"]]

T_fit, T_out, q_fit, q_out = train_test_split(
    inputs, tickets["queue"], test_size=0.2, stratify=tickets["queue"], random_state=64
)
columns = ColumnTransformer(
    [
        ("words", TfidfVectorizer(max_features=20_000), "body"),
        ("product", OneHotEncoder(handle_unknown="ignore"), ["product"]),
        ("count", MinMaxScaler(clip=True), ["n_attachments"]),
    ]
)
flow = Pipeline([("columns", columns), ("nb", MultinomialNB())])
grid = GridSearchCV(flow, {"nb__alpha": [0.01, 0.1, 1.0]}, cv=5, scoring="f1_macro")
grid.fit(T_fit, q_fit)
print("macro F1 on hold-out:", f1_score(q_out, grid.predict(T_out), average="macro"))
