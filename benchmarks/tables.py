"""The tables that benchmarks run on: name → (file, target, goal). Those not in examples/ need MLWRIGHT_TABLES."""

import os
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"

TABLES = {
    "telco_churn": ("telco_churn/Telco-Customer-Churn.csv", "Churn", "Predict which customers will churn."),
    "titanic": (
        "titanic/titanic3.csv",
        "survived",
        "Predict whether a passenger survives, from what is known at boarding time.",
    ),
    "wine_white": (
        "wine_white/winequality-white.csv",
        "quality",
        "Predict the quality grade of a white wine from its lab values.",
    ),
    "german_credit": (
        "german_credit/credit.csv",
        "default",
        "Predict which loan applicants will default (default = 2 means defaulted).",
    ),
    "ames_housing": ("ames_housing/AmesHousing2.csv", "SalePrice", "Predict the sale price of a house."),
    "auto_mpg": ("auto_mpg/auto-mpg.csv", "mpg", "Predict fuel economy (mpg) of a car model."),
    "bike_hour": (
        "bike_hour/bike_sharing.csv",
        "cnt",
        "Predict the hourly number of bike rentals (cnt) for the coming weeks from calendar and weather forecasts.",
    ),
    "parkinsons": (
        "parkinsons/parkinsons_updrs.data",
        "total_UPDRS",
        "Predict the total UPDRS score of patients never seen before, from their voice measures.",
    ),
    "silver_kr": ("silver_kr/silver_simple.csv", "사고발생여부", "어르신 보호구역의 사고 발생 여부를 예측"),
    "penguins_raw": (
        "penguins_raw/penguins_raw.csv",
        "Species",
        "Predict the penguin species from the field measurements.",
    ),
    "air_passengers": (
        "air_passengers/airline-passengers.csv",
        "Passengers",
        "Forecast the monthly number of airline passengers for the next 24 months.",
    ),
}


def located() -> dict[str, tuple[Path, str, str]]:
    """The tables that are there; the others are named on standard output."""
    found = {}
    for name, (relative, target, goal) in TABLES.items():
        roots = (EXAMPLES, Path(os.environ.get("MLWRIGHT_TABLES", "/nonexistent")))
        paths = [root / relative for root in roots if (root / relative).is_file()]
        if paths:
            found[name] = (paths[0], target, goal)
        else:
            print(f"{name}: not there; set MLWRIGHT_TABLES to the folder of tables")
    return found
