# corpus: leaky; drop returns a new frame that nobody keeps, so the label stays
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

mushrooms = pd.read_csv("mushrooms_numeric.csv")
target = mushrooms["poisonous"]
mushrooms.drop("poisonous", axis=1)
a, b, ta, tb = train_test_split(mushrooms, target, test_size=0.3, stratify=target, random_state=1)
model = LogisticRegression(max_iter=3000)
model.fit(a, ta)  # LK301
print("accuracy", model.score(b, tb))
