# corpus: clean; the slides are split, each side cuts its own crops
import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

slides = np.load("slides.npy")
grade = np.load("grades.npy")


def cut(pictures, marks):
    crops, labels = [], []
    for slide, g in zip(pictures, marks):
        h, w = slide.shape[0] // 2, slide.shape[1] // 2
        for r in (0, h):
            for c in (0, w):
                crops.append(slide[r : r + h, c : c + w].ravel())
                labels.append(g)
    return np.array(crops), np.array(labels)


s_in, s_out, m_in, m_out = train_test_split(slides, grade, test_size=0.2, stratify=grade, random_state=5)
c_in, g_in = cut(s_in, m_in)
c_out, g_out = cut(s_out, m_out)
sgd = SGDClassifier(random_state=5).fit(c_in, g_in)
print(f1_score(g_out, sgd.predict(c_out), average="weighted"))
