# corpus: leaky; CatBoost regressor with use_best_model and an overfitting detector on the scored rows
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import ShuffleSplit

crops = pd.read_csv("crops.csv")
yields = crops["yield_t"]
fields = crops.drop(columns=["yield_t"])

for fold, (inside, outside) in enumerate(ShuffleSplit(n_splits=3, test_size=0.2, random_state=0).split(fields)):
    model = CatBoostRegressor(iterations=3000, learning_rate=0.03, random_seed=0, verbose=False)
    model.fit(  # LK202
        fields.iloc[inside],
        yields.iloc[inside],
        eval_set=(fields.iloc[outside], yields.iloc[outside]),
        use_best_model=True,
        early_stopping_rounds=100,
    )
    print(fold, r2_score(yields.iloc[outside], model.predict(fields.iloc[outside])))
