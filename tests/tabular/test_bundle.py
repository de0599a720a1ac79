import functools
import os
import pickle
import zipfile

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from skops import io

from mlwright.tabular.bundle import TRUSTED, UntrustedModelError, load_model, read_parquet, save_model, write_parquet


def ours(values):
    return values


def test_a_saved_model_predicts_the_same_after_loading(tmp_path):
    X = pd.DataFrame(np.random.default_rng(0).normal(size=(80, 3)), columns=list("abc"))
    model = HistGradientBoostingClassifier(max_iter=5).fit(X, (X["a"] > 0).map({True: "yes", False: "no"}))
    save_model(model, tmp_path / "m.skops", X)

    assert (load_model(tmp_path / "m.skops").predict_proba(X) == model.predict_proba(X)).all()


def test_a_type_that_is_not_on_the_list_is_refused_by_name(tmp_path):
    model = make_pipeline(FunctionTransformer(ours))
    io.dump(model, tmp_path / "m.skops")

    with pytest.raises(UntrustedModelError, match="ours"):
        load_model(tmp_path / "m.skops")


def test_a_pickle_is_never_opened_as_a_model(tmp_path):
    class Bomb:
        def __reduce__(self):
            return os.system, (f"touch {tmp_path / 'ran'}",)

    (tmp_path / "m.skops").write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(zipfile.BadZipFile):
        load_model(tmp_path / "m.skops")
    assert not (tmp_path / "ran").exists()


def test_a_listed_partial_does_not_open_the_door_to_other_functions(tmp_path):
    model = FunctionTransformer(functools.partial(os.system, "true"))
    io.dump(model, tmp_path / "m.skops")

    with pytest.raises(UntrustedModelError, match="system"):
        load_model(tmp_path / "m.skops")


def test_nothing_on_the_list_can_run_a_program():
    assert not [name for name in TRUSTED if name.split(".")[0] in ("os", "subprocess", "builtins", "operator", "sys")]


def test_a_frame_survives_parquet(tmp_path):
    frame = pd.DataFrame({"row": [3, 1], "y": ["a", 'b"\n'], "p": [0.1, np.nextafter(0.3, 1)]})
    write_parquet(frame, tmp_path / "it's.parquet")

    assert read_parquet(tmp_path / "it's.parquet").to_dict("list") == frame.to_dict("list")
