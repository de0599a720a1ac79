"""What is known of a model by its class: whether it classifies, draws random numbers, is simple or complex."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import Key, keys
from mlwright.leakage.domain.values import Constant, Data, Estimator
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

CLASSIFIERS = names("""
    LogisticRegression LogisticRegressionCV SVC LinearSVC NuSVC GaussianNB MultinomialNB BernoulliNB
    ComplementNB CategoricalNB LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis Perceptron
    NearestCentroid LabelPropagation LabelSpreading
    """)
DRAWING = names("""
    RandomForestClassifier RandomForestRegressor ExtraTreesClassifier ExtraTreesRegressor
    GradientBoostingClassifier GradientBoostingRegressor MLPClassifier MLPRegressor SGDClassifier SGDRegressor
    BaggingClassifier BaggingRegressor AdaBoostClassifier AdaBoostRegressor DecisionTreeClassifier
    DecisionTreeRegressor RandomizedSearchCV IsolationForest KMeans MiniBatchKMeans GaussianMixture SMOTE
    SMOTENC SMOTEN BorderlineSMOTE SVMSMOTE KMeansSMOTE ADASYN RandomOverSampler RandomUnderSampler SMOTEENN
    SMOTETomek
    """)
COMPLEX = names("""
    XGBClassifier XGBRegressor XGBRanker LGBMClassifier LGBMRegressor LGBMRanker CatBoostClassifier
    CatBoostRegressor CatBoost GradientBoostingClassifier GradientBoostingRegressor
    HistGradientBoostingClassifier HistGradientBoostingRegressor Booster StackingClassifier StackingRegressor
    MLPClassifier MLPRegressor TabNetClassifier TabNetRegressor NGBClassifier NGBRegressor
    """)
SIMPLE = names("""
    DummyClassifier DummyRegressor LogisticRegression LogisticRegressionCV LinearRegression Ridge RidgeCV
    Lasso LassoCV ElasticNet ElasticNetCV GaussianNB MultinomialNB BernoulliNB ComplementNB CategoricalNB
    DecisionTreeClassifier DecisionTreeRegressor KNeighborsClassifier KNeighborsRegressor LinearSVC
    SGDClassifier SGDRegressor Perceptron OLS Logit SimpleExpSmoothing Holt RidgeClassifier
    LinearDiscriminantAnalysis NearestCentroid ARIMA
    """)


def innermost(estimator: Estimator, depth: int = 4) -> Estimator:
    """The model at the end of a pipeline, or within a search."""
    if depth and estimator.steps and estimator.role in {"pipeline", "search", "wrapper", "calibrator"}:
        return innermost(estimator.steps[-1] if estimator.role == "pipeline" else estimator.steps[0], depth - 1)
    return estimator


def classifies(estimator: Estimator) -> bool:
    """Whether its class says that it predicts classes; what its name leaves open counts as no."""
    klass = innermost(estimator).klass
    return klass in CLASSIFIERS or klass.endswith(("Classifier", "ClassifierCV"))


def classified(facts: "Facts") -> frozenset[Key]:
    """The partitions of whose parts a model learned to predict classes."""
    return frozenset().union(*(keys(fit.data.rows) for fit in facts.fits if classifies(fit.estimator)))


def draws(estimator: Estimator) -> bool:
    """Whether its result depends on random numbers that a seed would fix."""
    return estimator.klass in DRAWING


def seeded(params: Mapping[str, object]) -> bool:
    """Whether arguments fix the random numbers, or may do so unseen."""
    for name in ("random_state", "seed", "random_seed", "generator", "**"):
        value = params.get(name)
        if value is not None and not (isinstance(value, Constant) and value.value is None):
            return True
    return False


def hard_labels(predicted: Data) -> bool:
    """Whether predictions are classes rather than probabilities or margins."""
    return (
        "by predict" in predicted.flags
        and bool(predicted.fits)
        and all(classifies(fit.estimator) for fit in predicted.fits)
    )
