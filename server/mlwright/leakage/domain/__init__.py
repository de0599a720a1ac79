"""The abstract domain: row sets, learned statistics, columns and the values that carry them."""
