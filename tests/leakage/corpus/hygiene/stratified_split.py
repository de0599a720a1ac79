# corpus: hygiene; HY706; clean: stratified classification split, plain regression split
import pandas as pd
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split

heart = pd.read_csv("heart.csv")
y = heart.pop("disease")
X_tr, X_te, y_tr, y_te = train_test_split(heart, y, test_size=0.3, stratify=y, random_state=0)
print(LogisticRegression(max_iter=2000).fit(X_tr, y_tr).score(X_te, y_te))

cars = pd.read_csv("cars.csv")
price = cars.pop("price")
A, B, pa, pb = train_test_split(cars, price, test_size=0.3, random_state=0)
print(Ridge().fit(A, pa).score(B, pb))
