# corpus: leaky; documents are exploded into sentences and the sentences are split
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

documents = pd.read_json("verdicts.json")
documents["sentence"] = documents["text"].str.split(". ", regex=False)
sentences = documents.explode("sentence").dropna(subset=["sentence"])

p, q, court_p, court_q = train_test_split(  # LK502
    sentences["sentence"],
    sentences["court"],
    test_size=0.2,
    stratify=sentences["court"],
    random_state=18,
)
pipe = make_pipeline(HashingVectorizer(n_features=2**16), LogisticRegression(max_iter=300))
pipe.fit(p, court_p)
print(f1_score(court_q, pipe.predict(q), average="macro"))
