"""Which transformers may be moved: those that take any new rows of the same columns."""

from typing import Any

from mlwright.leakage.domain.values import Constant, Estimator
from mlwright.leakage.knowledge.naming import words
from mlwright.leakage.knowledge.tables import names

SURE = names("""
    StandardScaler MinMaxScaler MaxAbsScaler RobustScaler Normalizer QuantileTransformer PowerTransformer
    KBinsDiscretizer SplineTransformer PolynomialFeatures FunctionTransformer SimpleImputer KNNImputer
    IterativeImputer VarianceThreshold PCA IncrementalPCA KernelPCA SparsePCA MiniBatchSparsePCA TruncatedSVD
    NMF MiniBatchNMF FastICA FactorAnalysis LatentDirichletAllocation Nystroem Isomap CountVectorizer
    TfidfVectorizer TfidfTransformer HashingVectorizer SelectKBest SelectPercentile SelectFpr SelectFdr
    SelectFwe GenericUnivariateSelect RFE RFECV SelectFromModel SequentialFeatureSelector TargetEncoder
    MeanMedianImputer EndTailImputer LeaveOneOutEncoder WOEEncoder MEstimateEncoder JamesSteinEncoder
    CatBoostEncoder DictVectorizer FeatureHasher
    """)
# what they were not shown they may refuse
REFUSING = names("""
    LabelEncoder OrdinalEncoder OneHotEncoder LabelBinarizer MultiLabelBinarizer
    """)
CONTAINERS = names("""
    Pipeline make_pipeline ColumnTransformer make_column_transformer FeatureUnion make_union
    """)


def takes_new_rows(estimator: Estimator, depth: int = 3) -> bool | None:
    """True: `transform` works for any new rows; False: unseen values may stop it; None: it may have no `transform`."""
    if estimator.klass in SURE:
        return True
    if estimator.klass in REFUSING:
        return _lenient(estimator)
    if estimator.klass not in CONTAINERS or not depth or not estimator.steps:
        return None
    answers = [takes_new_rows(step, depth - 1) for step in estimator.steps]
    return None if None in answers else all(answers)


def _lenient(estimator: Estimator) -> bool:
    stated: Any = estimator.params.get("handle_unknown")
    return isinstance(stated, Constant) and str(stated.value).startswith(("ignore", "infrequent", "use_encoded"))


def name_for(klass: str, taken: set[str]) -> str | None:
    """A name for a transformer that had none."""
    parts = ["preprocessing"] if klass in CONTAINERS else ["selector"] if klass.startswith("Select") else words(klass)
    offers = (parts[-1], "_".join(parts), f"fitted_{parts[-1]}")
    return next((name for name in offers if name not in taken and name.isidentifier()), None)
