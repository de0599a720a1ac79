# corpus: leaky; a class in another module chooses columns by mutual information with the label
import pandas as pd
from sklearn.feature_selection import SelectPercentile, mutual_info_classif


class Chooser:
    def __init__(self, percentile=20):
        self.selector = SelectPercentile(mutual_info_classif, percentile=percentile)

    def choose(self, frame, label):
        kept = self.selector.fit_transform(frame, label)  # LK106
        return pd.DataFrame(kept, columns=frame.columns[self.selector.get_support()], index=frame.index)
