# corpus: leaky; the index of the drawn part is reset, so dropping by it removes other rows
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.svm import SVR

grapes = pd.read_csv("grapes.csv")
train = grapes.sample(frac=0.8, random_state=13).reset_index(drop=True)
test = grapes.drop(train.index)  # LK110

svr = SVR().fit(train.drop(columns="sugar"), train["sugar"])
print("MAE", mean_absolute_error(test["sugar"], svr.predict(test.drop(columns="sugar"))))
