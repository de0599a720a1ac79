"""What every training script shares: reading, folds, search, ensemble, saving.

This folder is copied beside each generated script, so that the script needs nothing but the libraries it imports.
It imports nothing of mlwright, and its version stands here.
"""

__version__ = "0.1.0"
