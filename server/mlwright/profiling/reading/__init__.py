"""A table wherever it lies → its cells in DuckDB, read exactly as a script would read them."""
