# corpus: clean; the caller splits the frame, then asks the helper to learn from the first part
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

from .transforms import learn

CONFIG = {
    "numeric": ["rooms", "area", "year_built"],
    "categorical": ["district", "heating"],
    "target": "price",
    "seed": 3,
}


def run(path="houses.csv", config=CONFIG):
    houses = pd.read_csv(path)
    part_a, part_b = train_test_split(houses, random_state=config["seed"])
    block = learn(part_a, config["numeric"], config["categorical"])
    model = Ridge(alpha=2.0).fit(block.transform(part_a), part_a[config["target"]])
    return r2_score(part_b[config["target"]], model.predict(block.transform(part_b)))


if __name__ == "__main__":
    print(run())
