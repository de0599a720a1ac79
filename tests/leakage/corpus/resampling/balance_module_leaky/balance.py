# corpus: leaky; helper in another module that resamples what it is given
from imblearn.combine import SMOTETomek


def balance(rows, label, seed):
    sampler = SMOTETomek(random_state=seed)
    return sampler.fit_resample(rows, label)  # LK108
