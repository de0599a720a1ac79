"""What runs inside the audited script's own process: it needs the standard library and what the script imports.

The child starts this folder by its path, since the interpreter that runs the script may not have mlwright.
"""
