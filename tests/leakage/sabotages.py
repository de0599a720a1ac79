"""One mistake each: small edits of a generated script, with the code that a review has to report for them."""

from typing import NamedTuple

LOADED = "        table = load(config)\n"
PARTED = "        train, test = table[folds != TEST], table[folds == TEST]\n"
NO_OVERLAP = '        assert not set(train.index) & set(test.index), "a row stands in both parts"\n'
FEATURES = """\
        X_train, y_train = inputs_of(train), target_of(train, config)
        X_test, y_test = inputs_of(test), target_of(test, config)
"""
FITTED = "        model = fit(choice, X_train, y_train, config)\n"
SCORED = """\
        prediction = predict(model, X_test, CLASSES)
        metrics = evaluate(y_test, prediction, wanted)
"""
TESTED = "        metrics = evaluate(y_test, prediction, wanted)\n"
SEARCHED = "typed_columns(config).fit_transform(X_train.iloc[rows]),"


class Sabotage(NamedTuple):
    """An edit of a rendered script.

    Attributes:
        name: what is done to the script, in words.
        code: what has to be reported; another code of the same kind is as good.
        old: the text that the edit replaces, found once.
        new: what takes its place.
        imports: what the new text needs.
        world: task and split of the script.
        also: edits that only make the first one work.
        seen: the line that is to blame, where the edit stands far from it: the score that it spoils.
    """

    name: str
    code: str
    old: str
    new: str
    imports: tuple[str, ...] = ()
    world: str = "binary"
    also: tuple[tuple[str, str], ...] = ()
    seen: str = ""

    def apply(self, script: str) -> tuple[str, range]:
        """The spoilt script, and the lines that are to blame."""
        for old, new in self.also:
            script = _replaced(script, old, new)
        lines = "".join(f"{line}\n" for line in self.imports)
        script = _replaced(script, "# isort: split\n", f"{lines}\n# isort: split\n")
        spoilt = _replaced(script, self.old, self.new)
        guilty = self.seen or self.new
        first = spoilt[: spoilt.index(guilty)].count("\n") + 1
        return spoilt, range(first, first + max(guilty.count("\n"), 1))


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the script"
    return text.replace(old, new)


def _after_loading(name: str, code: str, line: str, *imports: str, world: str = "binary") -> Sabotage:
    return Sabotage(name, code, LOADED, f"{LOADED}        {line}\n", imports, world)


BEFORE_THE_SPLIT = (
    _after_loading(
        "scaler fitted on all rows",
        "LK101",
        "table[NUMBERS] = StandardScaler().fit_transform(table[NUMBERS])",
    ),
    _after_loading(
        "neighbours of all rows fill gaps",
        "LK101",
        "table[NUMBERS] = KNNImputer().fit_transform(table[NUMBERS])",
        "from sklearn.impute import KNNImputer",
    ),
    _after_loading(
        "words of all texts weighted",
        "LK101",
        'table["note_length"] = TfidfVectorizer().fit_transform(table["note"]).sum(axis=1)',
        "from sklearn.feature_extraction.text import TfidfVectorizer",
    ),
    _after_loading("mean of all rows fills gaps", "LK102", 'table["age"] = table["age"].fillna(table["age"].mean())'),
    _after_loading(
        "standard scores by hand",
        "LK102",
        'table["age"] = (table["age"] - table["age"].mean()) / table["age"].std()',
    ),
    _after_loading(
        "clipped at quantiles of all rows",
        "LK102",
        'table["age"] = table["age"].clip(table["age"].quantile(0.01), table["age"].quantile(0.99))',
    ),
    _after_loading(
        "median of all rows fills gaps",
        "LK102",
        "table[NUMBERS] = table[NUMBERS].fillna(table[NUMBERS].median())",
        world="regression",
    ),
    _after_loading(
        "columns chosen by all labels",
        "LK106",
        "table[NUMBERS] = SelectKBest(k=3).fit_transform(table[NUMBERS], target_of(table, config))",
        "from sklearn.feature_selection import SelectKBest",
    ),
    _after_loading(
        "mean target of all rows",
        "LK107",
        'table["zip"] = table["zip"].map(table.groupby("zip")[TARGET].mean())',
        world="regression",
    ),
    _after_loading(
        "mean target by transform",
        "LK107",
        'table["zip_mean"] = table.groupby("zip")[TARGET].transform("mean")',
        world="regression",
    ),
    _after_loading(
        "mean per entity over both parts",
        "LK503",
        'table["usual_age"] = table.groupby("city")["age"].transform("mean")',
    ),
)

RESAMPLED = (
    Sabotage(
        "synthetic rows before the split",
        "LK108",
        PARTED + NO_OVERLAP + FEATURES,
        "        X, y = SMOTE(random_state=seed).fit_resample(inputs_of(table), target_of(table, config))\n"
        "        X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)\n"
        "        train, test = X_train, X_test\n",
        ("from imblearn.over_sampling import SMOTE", "from sklearn.model_selection import train_test_split"),
    ),
    _after_loading(
        "rare rows copied before the split", "LK108", "table = pd.concat([table, table[table[TARGET] == POSITIVE]])"
    ),
    _after_loading(
        "rows drawn with copies before the split",
        "LK108",
        "table = table.sample(frac=2.0, replace=True, random_state=seed)",
    ),
    _after_loading(
        "all rows doubled before the split", "LK108", "table = pd.concat([table, table], ignore_index=True)"
    ),
    Sabotage(
        "test part resampled",
        "LK109",
        FEATURES,
        FEATURES + "        X_test, y_test = RandomOverSampler(random_state=seed).fit_resample(X_test, y_test)\n",
        ("from imblearn.over_sampling import RandomOverSampler",),
    ),
)

OVERLAP = (
    Sabotage("no split", "LK110", PARTED + NO_OVERLAP, "        train, test = table, table\n", seen=TESTED),
    Sabotage(
        "test rows appended to the training rows", "LK110", NO_OVERLAP, "        train = pd.concat([train, test])\n"
    ),
    Sabotage(
        "all rows are training rows",
        "LK110",
        PARTED + NO_OVERLAP,
        "        train, test = table, table[folds == TEST]\n",
        seen=TESTED,
    ),
    Sabotage(
        "fitted on all rows, then scored on some",
        "LK110",
        FITTED,
        "        model = fit(choice, inputs_of(table), target_of(table, config), config)\n",
        seen=TESTED,
    ),
    Sabotage(
        "test part drawn by itself",
        "LK110",
        PARTED + NO_OVERLAP,
        "        train, test = table[folds != TEST], table.sample(frac=0.2, random_state=seed)\n",
    ),
    Sabotage(
        "scored on the training rows",
        "LK111",
        SCORED,
        "        prediction = predict(model, X_train, CLASSES)\n"
        "        metrics = evaluate(y_train, prediction, wanted)\n",
        also=(
            (
                "evaluate(y_test, predict(simple, X_test, CLASSES), wanted)",
                "evaluate(y_train, predict(simple, X_train, CLASSES), wanted)",
            ),
        ),
    ),
    Sabotage(
        "second model on the first one's own rows",
        "LK112",
        FITTED,
        FITTED + "        second = LogisticRegression().fit(predict(model, X_train, CLASSES), y_train)\n",
        also=(
            (
                SCORED,
                "        prediction = second.predict_proba(predict(model, X_test, CLASSES))\n"
                "        metrics = evaluate(y_test, prediction, wanted)\n",
            ),
        ),
    ),
)

AROUND_THE_PARTS = (
    Sabotage(
        "scaler fitted again on the test part",
        "LK104",
        FEATURES,
        FEATURES + "        X_train[NUMBERS] = StandardScaler().fit_transform(X_train[NUMBERS])\n"
        "        X_test[NUMBERS] = StandardScaler().fit_transform(X_test[NUMBERS])\n",
    ),
    Sabotage(
        "components before the folds",
        "LK105",
        SEARCHED,
        "PCA(8).fit_transform(X_train[NUMBERS].iloc[rows]),\n",
        ("from sklearn.decomposition import PCA",),
    ),
    Sabotage(
        "scaled before the cross-validation",
        "LK105",
        FITTED,
        FITTED + "        Z = PCA(8).fit_transform(X_train[NUMBERS])\n"
        "        print(cross_val_score(LogisticRegression(), Z, y_train).mean())\n",
        ("from sklearn.decomposition import PCA", "from sklearn.model_selection import cross_val_score"),
    ),
)

TUNED = (
    Sabotage(
        "number of trees chosen by the test part",
        "LK201",
        FITTED,
        "        scores = {}\n"
        "        for rounds in (100, 200, 400):\n"
        "            model = make_pipeline(columns_for_trees(seed), ExtraTreesClassifier(rounds))\n"
        "            model.fit(X_train, y_train)\n"
        "            scores[rounds] = model.score(X_test, y_test)\n"
        "        model = ExtraTreesClassifier(max(scores, key=scores.get)).fit(X_train, y_train)\n",
    ),
    Sabotage(
        "early stopping by the test part",
        "LK202",
        FITTED,
        "        model = LGBMClassifier(n_estimators=2000).fit(\n"
        "            X_train, y_train, eval_set=[(X_test, y_test)], callbacks=[early_stopping(50)]\n"
        "        )\n",
        ("from lightgbm import LGBMClassifier, early_stopping",),
    ),
    Sabotage(
        "threshold chosen by the test part",
        "LK203",
        SCORED,
        SCORED + "        proba = prediction[:, 1]\n"
        "        cuts = np.linspace(0.1, 0.9, 81)\n"
        "        cut = max(cuts, key=lambda cut: f1_score(y_test == POSITIVE, proba > cut))\n"
        '        metrics["f1"] = f1_score(y_test == POSITIVE, proba > cut)\n',
    ),
    Sabotage(
        "calibrated on the test part",
        "LK203",
        FITTED,
        FITTED + '        model = CalibratedClassifierCV(model, cv="prefit").fit(X_test, y_test)\n',
        ("from sklearn.calibration import CalibratedClassifierCV",),
    ),
    Sabotage(
        "tuner's objective reads the test part",
        "LK206",
        FITTED,
        "        def objective(trial):\n"
        '            model = LogisticRegression(C=trial.suggest_float("C", 1e-3, 1e3)).fit(X_train, y_train)\n'
        "            return model.score(X_test, y_test)\n\n"
        '        study = optuna.create_study(direction="maximize")\n'
        "        study.optimize(objective, n_trials=50)\n"
        "        model = LogisticRegression(**study.best_params).fit(X_train, y_train)\n",
        ("import optuna",),
    ),
)

TARGET_SEEN = (
    Sabotage(
        "target left among the features",
        "LK301",
        '    return table.drop(columns=[TARGET, *LEFT_OUT], errors="ignore")\n',
        '    return table.drop(columns=list(LEFT_OUT), errors="ignore")\n',
        also=(("        numbers=NUMBERS,", "        numbers=[*NUMBERS, TARGET],"),),
    ),
    _after_loading(
        "label written into another column", "LK302", 'table["churned"] = (table[TARGET] == POSITIVE).astype(int)'
    ),
    _after_loading(
        "logarithm of the target kept", "LK302", 'table["log_y"] = np.log1p(table[TARGET])', world="regression"
    ),
    _after_loading(
        "rows kept by the label",
        "LK304",
        "table = table[table[TARGET] < table[TARGET].quantile(0.99)]",
        world="regression",
    ),
)

TIME_AND_GROUPS = (
    _after_loading(
        "tomorrow's value as a feature",
        "LK401",
        'table["age_next"] = table.sort_values("date")["age"].shift(-1)',
        world="time",
    ),
    _after_loading(
        "window that looks ahead",
        "LK401",
        'table["age"] = table.sort_values("date")["age"].rolling(7, center=True).mean()',
        world="time",
    ),
    _after_loading(
        "gaps filled from later rows", "LK402", 'table["age"] = table.sort_values("date")["age"].bfill()', world="time"
    ),
    Sabotage(
        "rows of all times shuffled",
        "LK403",
        PARTED + NO_OVERLAP,
        '        table = table.sort_values("date")\n'
        "        train, test = train_test_split(table, test_size=0.2, shuffle=True, random_state=seed)\n",
        ("from sklearn.model_selection import train_test_split",),
        "time",
    ),
    Sabotage(
        "next value as a feature of a forecast",
        "LK401",
        LOADED,
        LOADED + '        table["next"] = target_of(table, config).shift(-1)\n',
        (),
        "forecasting",
        (('[config["split"]["column"]]', '[config["split"]["column"], "next"]'),),
    ),
    Sabotage(
        "shuffled periods",
        "LK403",
        PARTED + NO_OVERLAP,
        '        table = table.sort_values("date")\n'
        "        train, test = train_test_split(table, test_size=0.2, shuffle=True)\n",
        ("from sklearn.model_selection import train_test_split",),
        "forecasting",
    ),
    Sabotage(
        "patients in both parts",
        "LK501",
        PARTED + NO_OVERLAP,
        '        print(table.groupby("patient_id").size().describe())\n'
        "        train, test = train_test_split(table, test_size=0.2, random_state=seed)\n",
        ("from sklearn.model_selection import train_test_split",),
        "group",
    ),
)

SABOTAGES = (
    *BEFORE_THE_SPLIT,
    *RESAMPLED,
    *OVERLAP,
    *AROUND_THE_PARTS,
    *TUNED,
    *TARGET_SEEN,
    *TIME_AND_GROUPS,
)
