"""What a column is beside a plain feature: nothing, a copy, an identifier, a count of rows, a group."""
