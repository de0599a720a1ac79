# corpus: leaky; the sampler is applied to the evaluation part as well
import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score
from sklearn.model_selection import train_test_split

churn = pd.read_csv("telecom.csv")
quit_ = churn.pop("quit")
X1, X2, q1, q2 = train_test_split(churn, quit_, test_size=0.2, stratify=quit_, random_state=71)

rus = RandomUnderSampler(random_state=71)
X1, q1 = rus.fit_resample(X1, q1)
X2, q2 = rus.fit_resample(X2, q2)  # LK109

model = LogisticRegression(max_iter=2000).fit(X1, q1)
print("precision", precision_score(q2, model.predict(X2)))
