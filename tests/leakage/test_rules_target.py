"""What the rules say of labels among the features, hidden in them, and of rows chosen by them."""

import pytest

from tests.leakage.marked import HEADER, alarms, marked

LEAKY = {
    "last_column_is_label_and_feature": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, 1:]  # LK301
        y = df.iloc[:, -1]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "slice_reaches_over_the_label": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, 0:9]  # LK301
        y = df.iloc[:, 8]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_in_list_of_features": """
        df = pd.read_csv("a.csv")
        features = ["a", "b", "Survived"]
        X = df[features]  # LK301
        y = df["Survived"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_added_back": """
        df = pd.read_csv("a.csv")
        X = df.drop(columns=["y"])
        y = df["y"]
        X["mean"] = X["a"] / 2
        X["k"] = 3
        X["y"] = y  # LK301
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "table_handed_in_with_its_label": """
        def run(df):
            y = df["label"]
            X_train, X_test, y_train, y_test = train_test_split(df, y)  # LK301
            m = LogisticRegression().fit(X_train, y_train)
            return m.score(X_test, y_test)
    """,
    "words_of_the_label_kept": """
        df = pd.read_csv("a.csv")
        df["diagnosis_num"] = df["diagnosis"].map({"M": 1, "B": 0})
        X = df.drop("diagnosis_num", axis=1)  # LK302
        y = df["diagnosis_num"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "parts_of_a_sum_kept": """
        df = pd.read_csv("a.csv")
        df["total"] = df["math"] + df["reading"] + df["writing"]
        X = df[["math", "reading", "writing"]]  # LK302
        y = df["total"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "grade_behind_the_label_kept": """
        df = pd.read_csv("a.csv")
        df["risk"] = df["G3"].apply(lambda g: 1 if g > 10 else 0)
        X = df.drop(columns=["risk"])  # LK302
        y = df["risk"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "number_behind_a_threshold_kept": """
        df = pd.read_csv("a.csv")
        df["late"] = np.where(df["delay"] > 15, 1, 0)
        X = df[["delay", "dist"]]  # LK302
        y = df["late"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "bins_for_stratifying_kept": """
        df = pd.read_csv("a.csv")
        df["bin"] = pd.cut(df["price"], 5)  # LK302
        train, test = train_test_split(df, stratify=df["bin"], random_state=0)
        m = Ridge().fit(train.drop(columns=["price"]), train["price"])
        print(m.score(test.drop(columns=["price"]), test["price"]))
    """,
    "outliers_of_the_label_removed": """
        df = pd.read_csv("a.csv")
        q1, q3 = df["price"].quantile(0.25), df["price"].quantile(0.75)
        iqr = q3 - q1
        df = df[(df["price"] >= q1 - 1.5 * iqr) & (df["price"] <= q3 + 1.5 * iqr)]  # LK304
        X = df[["a"]]; y = df["price"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
}

CLEAN = {
    "label_cut_off_by_position": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, 1:-1].values
        y = df.iloc[:, -1].values
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "columns_up_to_the_label": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, 0:8]
        y = df.iloc[:, 8]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "picked_positions": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, [2, 3]].values
        y = df.iloc[:, 4].values
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_first_and_rest_as_features": """
        df = pd.read_csv("a.csv")
        X = df.iloc[:, 1:].values
        y = df.iloc[:, 0].values
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "list_of_features_without_the_label": """
        df = pd.read_csv("a.csv")
        df["Survived"] = df["Survived"].map({"y": 1, "n": 0})
        features = [c for c in df.columns if c != "Survived"]
        X = df[features]
        y = df["Survived"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_removed_from_a_list_of_names": """
        df = pd.read_csv("a.csv")
        cols = list(df.columns)
        cols.remove("y")
        X = df[cols]
        y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "columns_without_the_label": """
        df = pd.read_csv("a.csv")
        X = df[df.columns.difference(["y"])]
        y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "mask_of_columns": """
        df = pd.read_csv("a.csv")
        X = df.loc[:, df.columns != "y"]
        y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "columns_between_two_names": """
        df = pd.read_csv("a.csv")
        X = df.loc[:, "a":"k"]
        y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_deleted": """
        df = pd.read_csv("a.csv")
        y = df["y"]
        del df["y"]
        X = df
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_dropped_in_place": """
        df = pd.read_csv("a.csv")
        y = df["y"]
        df.drop("y", axis=1, inplace=True)
        X = df
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_dropped_by_a_constant": """
        df = pd.read_csv("a.csv")
        target = "y"
        X, y = df.drop(target, axis=1), df[target]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_dropped_in_a_helper": """
        df = pd.read_csv("a.csv")
        def prep(df, drop):
            return df.drop(columns=drop)
        X, y = prep(df, ["y", "id"]), df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_among_indicator_columns_dropped": """
        df = pd.read_csv("a.csv")
        df = pd.get_dummies(df, drop_first=True)
        X = df.drop("y_yes", axis=1)
        y = df["y_yes"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "indicator_columns_without_the_label": """
        df = pd.read_csv("a.csv")
        y = df["y"]
        X = pd.get_dummies(df.drop(columns=["y"]))
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "positions_of_an_array": """
        data = np.loadtxt("a.csv", delimiter=",")
        X = data[:, 0:13]
        y = data[:, 13]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "positions_of_a_tables_values": """
        df = pd.read_csv("a.csv")
        array = df.values
        X = array[:, 0:4]
        y = array[:, 4]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "arguments_called_X_and_y": """
        def run(X, y):
            X_train, X_test, y_train, y_test = train_test_split(X, y)
            m = LogisticRegression().fit(X_train, y_train)
            return m.score(X_test, y_test)
    """,
    "column_transformer_picks_features": """
        from sklearn.compose import ColumnTransformer
        from sklearn.pipeline import Pipeline
        df = pd.read_csv("a.csv")
        picked = ColumnTransformer([("num", StandardScaler(), ["a", "b"])])
        pipe = Pipeline([("ct", picked), ("m", LogisticRegression())])
        train, test = train_test_split(df, random_state=0)
        pipe.fit(train, train["y"])
        print(pipe.score(test, test["y"]))
    """,
    "bundled_table_with_named_features": """
        from sklearn.datasets import load_iris
        iris = load_iris()
        df = pd.DataFrame(iris.data, columns=iris.feature_names)
        df["target"] = iris.target
        X = df[iris.feature_names]
        y = df["target"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "bundled_table_rebuilt": """
        from sklearn.datasets import load_iris
        iris = load_iris()
        df = pd.DataFrame(data=np.c_[iris["data"], iris["target"]], columns=[*"abcd", "target"])
        X = df.drop("target", axis=1)
        y = df["target"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "autoencoder": """
        from tensorflow import keras
        df = pd.read_csv("a.csv")
        X_train, X_test = train_test_split(df, random_state=0)
        model = keras.Sequential([keras.layers.Dense(4), keras.layers.Dense(10)])
        model.compile(loss="mse")
        model.fit(X_train, X_train, validation_data=(X_test, X_test))
        print(model.evaluate(X_test, X_test))
    """,
    "text_of_a_table_with_label": """
        from sklearn.feature_extraction.text import TfidfVectorizer
        df = pd.read_csv("a.csv")
        train, test = train_test_split(df, random_state=0)
        v = TfidfVectorizer()
        a = v.fit_transform(train["text"]); b = v.transform(test["text"])
        m = LogisticRegression().fit(a, train["label"])
        print(m.score(b, test["label"]))
    """,
    "labels_of_another_table": """
        X = pd.read_csv("values.csv")
        labels = pd.read_csv("labels.csv")
        y = labels["status"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "label_encoded_in_place": """
        df = pd.read_csv("a.csv")
        le = LabelEncoder()
        df["y"] = le.fit_transform(df["y"])
        X = df.drop("y", axis=1)
        y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "words_of_the_label_dropped": """
        df = pd.read_csv("a.csv")
        df["diagnosis_num"] = df["diagnosis"].map({"M": 1, "B": 0})
        X = df.drop(["diagnosis_num", "diagnosis"], axis=1)
        y = df["diagnosis_num"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "logarithm_of_the_label": """
        df = pd.read_csv("a.csv")
        df["log_area"] = np.log(df["area"])
        X = df.drop(columns=["price"])
        y = np.log(df["price"])
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "bins_for_stratifying_dropped": """
        df = pd.read_csv("a.csv")
        df["bin"] = pd.cut(df["price"], 5)
        train, test = train_test_split(df, stratify=df["bin"], random_state=0)
        train = train.drop(columns=["bin"]); test = test.drop(columns=["bin"])
        m = Ridge().fit(train.drop(columns=["price"]), train["price"])
        print(m.score(test.drop(columns=["price"]), test["price"]))
    """,
    "lags_of_the_label": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["lag1"] = df["sales"].shift(1)
        df["roll"] = df["sales"].shift(1).rolling(7).mean()
        df = df.dropna()
        train, test = df[df["date"] < "2020"], df[df["date"] >= "2020"]
        m = Ridge().fit(train[["lag1", "roll"]], train["sales"])
        print(m.score(test[["lag1", "roll"]], test["sales"]))
    """,
    "label_from_tomorrow": """
        df = pd.read_csv("a.csv", index_col="Date", parse_dates=True)
        df["Tomorrow"] = df["Close"].shift(-1)
        df["Target"] = (df["Tomorrow"] > df["Close"]).astype(int)
        train = df.iloc[:-100]
        test = df.iloc[-100:]
        predictors = ["Close", "Volume", "Open"]
        m = RandomForestClassifier().fit(train[predictors], train["Target"])
        print(precision_score(test["Target"], m.predict(test[predictors])))
    """,
    "unsound_labels_removed": """
        df = pd.read_csv("a.csv")
        df = df[df["price"] > 0]
        df = df[df["y"] != "unknown"]
        X = df[["a"]]; y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "rows_kept_by_a_feature": """
        df = pd.read_csv("a.csv")
        df = df[df["age"] < 100]
        X = df[["a", "age"]]; y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "sorted_by_label_and_shuffled": """
        df = pd.read_csv("a.csv").sort_values("y")
        X = df[["a", "age"]]; y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
}


@pytest.mark.parametrize("name", LEAKY)
def test_marked_lines_are_reported(name):
    text = HEADER + LEAKY[name]
    assert marked(text) == alarms(text)


@pytest.mark.parametrize("name", CLEAN)
def test_sound_code_stays_silent(name):
    assert alarms(HEADER + CLEAN[name]) == []
