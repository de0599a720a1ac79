"""Short scripts whose guilty lines are marked, and what the review says of them."""

import textwrap

from mlwright.leakage import analyse, read
from tests.leakage.marks import marks

HEADER = """
        import numpy as np
        import pandas as pd
        from sklearn.ensemble import RandomForestClassifier
        from sklearn.linear_model import *
        from sklearn.metrics import *
        from sklearn.model_selection import *
        from sklearn.preprocessing import *
"""


def marked(text):
    """The marked lines of a script, each with its code."""
    return [(mark.line, mark.codes[0]) for mark in marks(_source(text))]


def alarms(text):
    """What the review says with more than low confidence: lines with codes."""
    found = analyse(_source(text)).findings
    return [(item.place.line, item.code) for item in found if item.confidence != "low" and item.code.startswith("LK")]


def _source(text):
    return read("script.py", textwrap.dedent(text).encode())
