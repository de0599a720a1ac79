# corpus: clean; the vectoriser sits in a pipeline that is fitted on the training texts
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.svm import LinearSVC

reviews = pd.read_csv("reviews.csv", usecols=["text", "stars"])
reviews = reviews.dropna()
sentiment = (reviews["stars"] >= 4).astype(int)

tr, te, ytr, yte = train_test_split(
    reviews["text"].str.lower(), sentiment, test_size=0.2, stratify=sentiment, random_state=1
)
clf = Pipeline(
    [
        ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=5, stop_words="english")),
        ("lsa", TruncatedSVD(n_components=200, random_state=1)),
        ("svm", LinearSVC(C=0.5, random_state=1)),
    ]
)
clf.fit(tr, ytr)
print(classification_report(yte, clf.predict(te)))
