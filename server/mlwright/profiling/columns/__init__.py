"""Cells → what each column is and holds: its kind, its missing codes, its figures."""
