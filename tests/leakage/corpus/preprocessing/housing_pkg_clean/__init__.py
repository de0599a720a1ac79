# corpus: clean; package marker
