# corpus: leaky; four crops are cut from every slide, then crops are split at random
import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

slides = np.load("slides.npy")
grade = np.load("grades.npy")

crops, crop_grade = [], []
for slide, g in zip(slides, grade):
    h, w = slide.shape[0] // 2, slide.shape[1] // 2
    for r in (0, h):
        for c in (0, w):
            crops.append(slide[r : r + h, c : c + w].ravel())
            crop_grade.append(g)

crops = np.array(crops)
crop_grade = np.array(crop_grade)
c_in, c_out, g_in, g_out = train_test_split(crops, crop_grade, stratify=crop_grade, random_state=5)  # LK502
sgd = SGDClassifier(random_state=5).fit(c_in, g_in)
print(f1_score(g_out, sgd.predict(c_out), average="weighted"))
