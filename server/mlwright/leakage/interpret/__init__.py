"""Reading a file as a run over abstract values; the only place that walks syntax trees."""
