"""What stands in the cells and will trouble a model: one module for each kind of trouble, `about_values` the door."""
