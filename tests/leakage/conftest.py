"""Reviews in these tests can use a stand-in for the analysis."""

import pytest

from mlwright import leakage
from tests.leakage import stand_in


@pytest.fixture
def stand_in_analysis(monkeypatch):
    """What is found is what the text says: see stand_in.py."""
    monkeypatch.setattr(leakage, "analyse", stand_in.analyse)
