"""A network is scored while dropout and batch norm are in training mode.

Batch norm then takes its statistics from the test batches, and dropout adds noise: the score depends on how
the test rows were batched.

Call eval() before the score, and take it under torch.no_grad().
"""

from collections.abc import Iterator

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Level
from mlwright.leakage.modes import in_training_mode
from mlwright.leakage.rule import Hit

CODE = "LK601"
SEVERITY: Level = "medium"

BAD = (
    """
    import numpy as np
    import torch
    from torch import nn
    from sklearn.metrics import accuracy_score
    from sklearn.model_selection import train_test_split
    X, y = torch.tensor(np.load("x.npy")), torch.tensor(np.load("y.npy"))
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    net = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))
    optimiser = torch.optim.Adam(net.parameters())
    criterion = nn.CrossEntropyLoss()
    for epoch in range(20):
        optimiser.zero_grad()
        loss = criterion(net(X_train), y_train)
        loss.backward()
        optimiser.step()
    print(accuracy_score(y_test, net(X_test).argmax(1)))  # LK601
    """,
)
GOOD = (
    """
    import numpy as np
    import torch
    from torch import nn
    from sklearn.metrics import accuracy_score
    from sklearn.model_selection import train_test_split
    X, y = torch.tensor(np.load("x.npy")), torch.tensor(np.load("y.npy"))
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    net = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 2))
    optimiser = torch.optim.Adam(net.parameters())
    criterion = nn.CrossEntropyLoss()
    for epoch in range(20):
        optimiser.zero_grad()
        loss = criterion(net(X_train), y_train)
        loss.backward()
        optimiser.step()
    net.eval()
    with torch.no_grad():
        print(accuracy_score(y_test, net(X_test).argmax(1)))
    """,
)


def check(facts: Facts) -> Iterator[Hit]:
    for score in facts.scores:
        if in_training_mode(facts, score):
            network = score.fits[-1].estimator.text
            message = f"`{network}` is scored without eval(): batch norm and dropout still work as in training"
            yield Hit(score.source, score.node, message, "medium")
