# corpus: clean; the caller of transforms.py: transforms, then splits; the guilty line is in transforms.py
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

from .transforms import to_matrix

CONFIG = {
    "numeric": ["rooms", "area", "year_built"],
    "categorical": ["district", "heating"],
    "target": "price",
    "seed": 3,
}


def run(path="houses.csv", config=CONFIG):
    houses = pd.read_csv(path)
    matrix = to_matrix(houses, config["numeric"], config["categorical"])
    price = houses[config["target"]].to_numpy()
    M_a, M_b, p_a, p_b = train_test_split(matrix, price, random_state=config["seed"])
    model = Ridge(alpha=2.0).fit(M_a, p_a)
    return r2_score(p_b, model.predict(M_b))


if __name__ == "__main__":
    print(run())
