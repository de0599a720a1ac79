"""What the rules say of groups torn apart and of networks judged in training mode."""

import pytest

from tests.leakage.marked import HEADER, alarms, marked

LEAKY = {
    "groups_handed_to_plain_folds": """
        df = pd.read_csv("a.csv")
        X, y, g = df[["a"]], df["y"], df["site"]
        for a, b in KFold(5).split(X, y, groups=g):  # LK501
            m = Ridge().fit(X.iloc[a], y.iloc[a])
            print(m.score(X.iloc[b], y.iloc[b]))
    """,
    "network_judged_in_training_mode": """
        import torch
        from torch import nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 2)
                self.drop = nn.Dropout(0.5)
            def forward(self, x):
                return self.drop(self.fc(x))
        X = torch.tensor(np.load("x.npy")); y = torch.tensor(np.load("y.npy"))
        X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
        net = Net(); opt = torch.optim.Adam(net.parameters()); crit = nn.CrossEntropyLoss()
        for epoch in range(5):
            net.train()
            out = net(X_train)
            loss = crit(out, y_train)
            opt.zero_grad(); loss.backward(); opt.step()
            acc = (out.argmax(1) == y_train).float().mean()
            with torch.no_grad():
                pred = net(X_test).argmax(1)
                print((pred == y_test).float().mean().item())  # LK601
    """,
}

CLEAN = {
    "customers_counted": """
        df = pd.read_csv("churn.csv")
        print(df["customerID"].nunique())
        df = df.drop(columns="customerID")
        X = df.drop(columns="Churn"); y = df["Churn"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "groups_kept_whole": """
        df = pd.read_csv("a.csv")
        print(df.groupby("patient_id").size())
        a, b = next(GroupShuffleSplit(1, random_state=0).split(df, groups=df["patient_id"]))
        m = Ridge().fit(df.iloc[a][["x"]], df.iloc[a]["y"])
        print(m.score(df.iloc[b][["x"]], df.iloc[b]["y"]))
    """,
    "means_per_sex": """
        df = pd.read_csv("titanic.csv")
        print(df.groupby("Sex")["Survived"].mean())
        X = df[["Pclass", "Age"]]; y = df["Survived"]
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
        m = RandomForestClassifier().fit(X_train, y_train)
        print(accuracy_score(y_test, m.predict(X_test)))
    """,
    "network_judged_in_eval_mode": """
        import torch
        from torch import nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 2)
                self.drop = nn.Dropout(0.5)
            def forward(self, x):
                return self.drop(self.fc(x))
        X = torch.tensor(np.load("x.npy")); y = torch.tensor(np.load("y.npy"))
        X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
        net = Net(); opt = torch.optim.Adam(net.parameters()); crit = nn.CrossEntropyLoss()
        for epoch in range(5):
            net.train()
            out = net(X_train)
            loss = crit(out, y_train)
            opt.zero_grad(); loss.backward(); opt.step()
            acc = (out.argmax(1) == y_train).float().mean()
            net.eval()
            with torch.no_grad():
                pred = net(X_test).argmax(1)
                print(acc.item(), (pred == y_test).float().mean().item())
    """,
    "network_without_dropout": """
        import torch
        from torch import nn
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 2)
            def forward(self, x):
                return self.fc(x)
        X = torch.tensor(np.load("x.npy")); y = torch.tensor(np.load("y.npy"))
        X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
        net = Net(); opt = torch.optim.Adam(net.parameters()); crit = nn.CrossEntropyLoss()
        for epoch in range(5):
            net.train()
            out = net(X_train)
            loss = crit(out, y_train)
            opt.zero_grad(); loss.backward(); opt.step()
            acc = (out.argmax(1) == y_train).float().mean()
            with torch.no_grad():
                pred = net(X_test).argmax(1)
                print((pred == y_test).float().mean().item())
    """,
}


@pytest.mark.parametrize("name", LEAKY)
def test_marked_lines_are_reported(name):
    text = HEADER + LEAKY[name]
    assert marked(text) == alarms(text)


@pytest.mark.parametrize("name", CLEAN)
def test_sound_code_stays_silent(name):
    assert alarms(HEADER + CLEAN[name]) == []
