"""What the rules say of later values, of random splits of ordered rows and of windows."""

import pytest

from tests.leakage.marked import HEADER, alarms, marked

LEAKY = {
    "tomorrow_left_among_the_features": """
        df = pd.read_csv("a.csv", index_col="Date", parse_dates=True)
        df["Tomorrow"] = df["Close"].shift(-1)  # LK401
        df["Target"] = (df["Tomorrow"] > df["Close"]).astype(int)
        train = df.iloc[:-100]
        test = df.iloc[-100:]
        X_tr, X_te = train.drop(columns=["Target"]), test.drop(columns=["Target"])
        m = RandomForestClassifier().fit(X_tr, train["Target"])
        print(precision_score(test["Target"], m.predict(X_te)))
    """,
    "leads_within_groups": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values(["store", "date"])
        df["next"] = df.groupby("store")["sales"].shift(-1)
        df["promo_next"] = df.groupby("store")["promo"].shift(-1)  # LK401
        df["sales_7"] = df.groupby("store")["sales"].shift(-7)  # LK401
        train, test = df[df.date < "2020"], df[df.date >= "2020"]
        f = ["sales", "promo", "sales_7", "promo_next"]
        m = Ridge().fit(train[f], train["next"])
        print(m.score(test[f], test["next"]))
    """,
    "window_over_reversed_rows": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["fwd"] = df["x"][::-1].rolling(5).mean()[::-1]  # LK401
        train, test = df[df.date < "2020"], df[df.date >= "2020"]
        m = Ridge().fit(train[["fwd"]], train["x"])
        print(m.score(test[["fwd"]], test["x"]))
    """,
    "rows_shifted_by_one_the_wrong_way": """
        v = np.load("a.npy")
        X = v[1:].reshape(-1, 1)
        y = v[:-1]
        X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)  # LK401
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "future_label_split_at_random": """
        df = pd.read_csv("a.csv", parse_dates=["Date"])
        df["Prediction"] = df["Close"].shift(-30)
        X = np.array(df.drop(["Prediction"], axis=1))[:-30]
        y = np.array(df["Prediction"])[:-30]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)  # LK403
        m = LinearRegression().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "shuffled_folds_of_rolling_means": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["l"] = df["y"].rolling(3).mean().shift(1)
        df = df.dropna()
        X, y = df[["l"]].values, df["y"].values
        kf = KFold(5, shuffle=True, random_state=1)
        for a, b in kf.split(X):  # LK403
            m = Ridge().fit(X[a], y[a])
            print(m.score(X[b], y[b]))
    """,
    "sample_and_rest_of_lags": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["before"] = df["y"].shift(1)
        df = df.dropna()
        train = df.sample(frac=0.8, random_state=0)  # LK403
        test = df.drop(train.index)
        m = Ridge().fit(train[["before"]], train["y"])
        print(m.score(test[["before"]], test["y"]))
    """,
    "search_with_shuffled_folds": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["before"] = df["y"].shift(1)
        df = df.dropna()
        folds = KFold(5, shuffle=True, random_state=0)
        search = GridSearchCV(Ridge(), {"alpha": [1, 10]}, cv=folds)
        search.fit(df[["before"]], df["y"])  # LK403
    """,
    "windows_by_comprehension": """
        s = pd.read_csv("a.csv")["v"].values
        X = np.array([s[i:i+10] for i in range(len(s) - 10)])
        y = np.array([s[i+10] for i in range(len(s) - 10)])
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)  # LK405
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "sliding_window_view": """
        s = pd.read_csv("a.csv")["v"].values
        w = np.lib.stride_tricks.sliding_window_view(s, 11)
        X, y = w[:, :-1], w[:, -1]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)  # LK405
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "windows_written_into_an_array": """
        s = pd.read_csv("a.csv")["v"].values
        X = np.zeros((len(s) - 10, 10)); y = np.zeros(len(s) - 10)
        for i in range(len(s) - 10):
            X[i] = s[i:i+10]
            y[i] = s[i+10]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)  # LK405
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
}

CLEAN = {
    "rows_shifted_by_one": """
        v = np.load("a.npy")
        X = v[:-1].reshape(-1, 1)
        y = v[1:]
        X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "spectra_smoothed_one_by_one": """
        from scipy.signal import savgol_filter
        X = np.load("spectra.npy"); y = np.load("y.npy")
        X = savgol_filter(X, 11, 2, axis=1)
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "dated_rows_without_order": """
        df = pd.read_csv("a.csv", parse_dates=["date"])
        df["month"] = df["date"].dt.month
        X = df[["month", "a"]]; y = df["y"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "split_without_shuffling": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["l"] = df["y"].shift(1)
        df = df.dropna()
        X_train, X_test, y_train, y_test = train_test_split(df[["l"]], df["y"], shuffle=False)
        m = Ridge().fit(X_train, y_train)
        print(m.score(X_test, y_test))
    """,
    "random_validation_inside_the_past": """
        df = pd.read_csv("a.csv", parse_dates=["date"]).sort_values("date")
        df["l"] = df["y"].shift(1)
        df = df.dropna()
        past, future = df[df.date < "2020"], df[df.date >= "2020"]
        a, b = train_test_split(past, random_state=0)
        m = Ridge().fit(a[["l"]], a["y"])
        print(m.score(b[["l"]], b["y"]), m.score(future[["l"]], future["y"]))
    """,
    "windows_cut_in_order": """
        s = pd.read_csv("a.csv")["v"].values
        def make(s, n):
            X, y = [], []
            for i in range(n, len(s)):
                X.append(s[i-n:i]); y.append(s[i])
            return np.array(X), np.array(y)
        X, y = make(s, 5)
        cut = int(len(X) * 0.8)
        m = Ridge().fit(X[:cut], y[:cut])
        print(m.score(X[cut:], y[cut:]))
    """,
    "windows_inside_each_part": """
        s = pd.read_csv("a.csv")["v"].values
        def make(s, n):
            X, y = [], []
            for i in range(n, len(s)):
                X.append(s[i-n:i]); y.append(s[i])
            return np.array(X), np.array(y)
        cut = int(len(s) * 0.8)
        a, ya = make(s[:cut], 5)
        b, yb = make(s[cut:], 5)
        m = Ridge().fit(a, ya)
        print(m.score(b, yb))
    """,
    "batches_are_no_windows": """
        X = np.load("x.npy"); y = np.load("y.npy")
        out = []
        for i in range(0, len(X), 64):
            out.append(X[i:i+64] / 255)
        X = np.concatenate(out)
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
