# corpus: clean; package marker of the stopping helper
