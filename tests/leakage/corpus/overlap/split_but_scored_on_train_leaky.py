# corpus: leaky; a split is made, yet predict and metric use the training part only
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

heart = pd.read_csv("heart.csv")
Xa, Xb, ya, yb = train_test_split(
    heart.drop(columns="disease"), heart["disease"], test_size=0.2, stratify=heart["disease"], random_state=3
)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
model.fit(Xa, ya)
prob = model.predict_proba(Xa)[:, 1]
print("AUC", roc_auc_score(ya, prob))  # LK111
