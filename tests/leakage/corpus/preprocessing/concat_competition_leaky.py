# corpus: leaky; competition files are glued together and scaled in one go
import pandas as pd
from sklearn.metrics import mean_squared_log_error
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import PowerTransformer

labelled = pd.read_csv("train.csv")
unlabelled = pd.read_csv("test.csv")
n = len(labelled)
target = labelled["sales"]

both = pd.concat([labelled.drop(columns="sales"), unlabelled], ignore_index=True)
both = both.drop(columns=["row_number"])
both = both.fillna(both.mean())  # LK103|LK102
warped = PowerTransformer().fit_transform(both)  # LK103|LK101

train_part, submit_part = warped[:n], warped[n:]
fit_X, val_X, fit_y, val_y = train_test_split(train_part, target, test_size=0.15, random_state=50)
mlp = MLPRegressor(hidden_layer_sizes=(64, 32), random_state=50, max_iter=600)
mlp.fit(fit_X, fit_y)
print("RMSLE", mean_squared_log_error(val_y, mlp.predict(val_X).clip(0)) ** 0.5)
pd.DataFrame({"sales": mlp.predict(submit_part)}).to_csv("submission.csv", index=False)
