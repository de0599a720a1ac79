# corpus: clean; package marker of the sweep across modules
