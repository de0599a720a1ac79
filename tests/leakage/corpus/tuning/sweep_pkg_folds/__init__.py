# corpus: clean; package marker of the sweep by folds
