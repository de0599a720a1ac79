# corpus: clean; LabelEncoder gives the class names numbers before the split, which tells nothing about rows
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

leaves = pd.read_csv("leaf_shapes.csv")
le = LabelEncoder()
species = le.fit_transform(leaves["species"])
shape = leaves.drop(columns=["species"])

s_a, s_b, t_a, t_b = train_test_split(shape, species, test_size=0.3, stratify=species, random_state=1)
rf = RandomForestClassifier(random_state=1).fit(s_a, t_a)
print(classification_report(t_b, rf.predict(s_b), target_names=le.classes_))
