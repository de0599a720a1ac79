# corpus: clean; package marker of the feature helper
