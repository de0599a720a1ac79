"""Classes that learn, by what they learn. One line a library; a name is looked up without its module."""

from mlwright.leakage.knowledge.tables import by_name, names

# kind of statistic -> transformers whose output depends on the rows they were fitted on
TRANSFORMERS = by_name(
    {
        "moments": """
        StandardScaler MinMaxScaler MaxAbsScaler RobustScaler QuantileTransformer PowerTransformer KBinsDiscretizer
        SimpleImputer Imputer SplineTransformer RobustScaler TfidfVectorizer TfidfTransformer VarianceThreshold
        MeanMedianImputer EndTailImputer RandomSampleImputer CategoricalImputer Winsorizer OutlierTrimmer
        ArbitraryDiscretiser EqualFrequencyDiscretiser EqualWidthDiscretiser GeometricWidthDiscretiser
        YeoJohnsonTransformer
        BoxCoxTransformer SklearnTransformerWrapper DropConstantFeatures
        DropDuplicateFeatures DropCorrelatedFeatures SmartCorrelatedSelection Normalization TextVectorization
        StandardScalerModel IDF IDFModel Imputer MinMaxScalerModel QuantileDiscretizer Bucketizer_ VectorIndexer
        TableVectorizer SquashingScaler ImageDataGenerator TimeSeriesScalerMeanVariance TimeSeriesScalerMinMax Scaler
        CountFrequencyEncoder CountEncoder
        """,
        "geometry": """
        PCA IncrementalPCA KernelPCA SparsePCA MiniBatchSparsePCA TruncatedSVD NMF MiniBatchNMF FastICA FactorAnalysis
        DictionaryLearning MiniBatchDictionaryLearning LatentDirichletAllocation TSNE UMAP Isomap MDS
        LocallyLinearEmbedding
        SpectralEmbedding KNNImputer IterativeImputer MissForest GaussianRandomProjection_ Nystroem RBFSampler_ PCAModel
        LDAModel Word2Vec Doc2Vec FastText KPCA Autoencoder
        """,
        "vocabulary": """
        CountVectorizer Tokenizer CountVectorizerModel Vocab WordPieceTrainer BpeTrainer CountVectorizerModel
        MultiLabelBinarizer_
        RareLabelEncoder
        """,
        "supervised": """
        SelectKBest SelectPercentile SelectFpr SelectFdr SelectFwe GenericUnivariateSelect RFE RFECV SelectFromModel
        SequentialFeatureSelector ExhaustiveFeatureSelector BorutaPy Boruta BorutaShap LinearDiscriminantAnalysis_
        PLSRegression_
        NeighborhoodComponentsAnalysis ReliefF MultiSURF SelectByShuffling SelectBySingleFeaturePerformance
        SelectByTargetMeanPerformance RecursiveFeatureElimination RecursiveFeatureAddition ChiSqSelector
        UnivariateFeatureSelector SelectByInformationValue ProbeFeatureSelection MRMR
        DecisionTreeDiscretiser DecisionTreeEncoder MDLP OptimalBinning BinningProcess
        """,
        "encoding": """
        TargetEncoder LeaveOneOutEncoder CatBoostEncoder JamesSteinEncoder MEstimateEncoder WOEEncoder GLMMEncoder
        MeanEncoder WoEEncoder QuantileEncoder SummaryEncoder PRatioEncoder StringSimilarityEncoder_ GapEncoder_
        TargetMeanEncoder
        """,
        "codes": """
        LabelEncoder OrdinalEncoder OneHotEncoder LabelBinarizer MultiLabelBinarizer BinaryEncoder HelmertEncoder
        SumEncoder BackwardDifferenceEncoder PolynomialEncoder BaseNEncoder RankHotEncoder StringIndexer
        OneHotEncoderEstimator
        GrayEncoder StringLookup IntegerLookup CategoryEncoding StringIndexerModel DictVectorizer
        RareLabelCategoricalEncoder
        """,
        "": """
        Normalizer Binarizer PolynomialFeatures FunctionTransformer HashingVectorizer HashingEncoder FeatureHasher
        HashingTF
        AdditiveChi2Sampler GaussianRandomProjection SparseRandomProjection RBFSampler VectorAssembler SQLTransformer
        RegexTokenizer StopWordsRemover NGram Bucketizer LogTransformer LogCpTransformer ReciprocalTransformer
        PowerTransformer_
        ArcsinTransformer CyclicalFeatures DatetimeFeatures DatetimeSubtraction MathFeatures RelativeFeatures
        ArbitraryNumberImputer AddMissingIndicator DropMissingData DropFeatures MissingIndicator Rescaling Resizing
        RandomFlip RandomRotation RandomZoom RandomContrast RandomCrop CenterCrop LagFeatures WindowFeatures
        ExpandingWindowFeatures KernelCenterer DatetimeEncoder TextEncoder MinHashEncoder ToDatetime
        """,
    }
)

# containers that fit what they hold, on what they are given
CONTAINERS = frozenset(
    [
        "Pipeline",
        "make_pipeline",
        "ColumnTransformer",
        "make_column_transformer",
        "FeatureUnion",
        "make_union",
        "TransformedTargetRegressor",
        "DataFrameMapper",
    ]
)

WRAPPERS = names("""
    OneVsRestClassifier OneVsOneClassifier OutputCodeClassifier MultiOutputClassifier MultiOutputRegressor
    ClassifierChain RegressorChain BaggingClassifier BaggingRegressor AdaBoostClassifier AdaBoostRegressor
    VotingClassifier VotingRegressor StackingClassifier StackingRegressor StackingCVClassifier
    StackingCVRegressor SelfTrainingClassifier FixedThresholdClassifier CostSensitiveClassifier KerasClassifier
    KerasRegressor NeuralNetClassifier NeuralNetRegressor RANSACRegressor
    """)

SEARCHES = names("""
    GridSearchCV RandomizedSearchCV HalvingGridSearchCV HalvingRandomSearchCV BayesSearchCV OptunaSearchCV
    TuneSearchCV TuneGridSearchCV EvolutionAlgorithmSearchCV GASearchCV CrossValidator TrainValidationSplit
    TPOTClassifier TPOTRegressor AutoSklearnClassifier AutoSklearnRegressor AutoML TunedThresholdClassifierCV
    """)

# learns a cut-off or a curve on top of a model's output
CALIBRATORS = frozenset(["CalibratedClassifierCV", "IsotonicRegression", "TunedThresholdClassifierCV"])

SAMPLERS = names("""
    SMOTE SMOTENC SMOTEN BorderlineSMOTE SVMSMOTE KMeansSMOTE ADASYN RandomOverSampler RandomUnderSampler
    NearMiss TomekLinks EditedNearestNeighbours RepeatedEditedNearestNeighbours AllKNN CondensedNearestNeighbour
    OneSidedSelection NeighbourhoodCleaningRule InstanceHardnessThreshold ClusterCentroids SMOTEENN SMOTETomek
    BalancedBaggingClassifier_
    """)

CLUSTERS = names("""
    KMeans MiniBatchKMeans DBSCAN OPTICS HDBSCAN AgglomerativeClustering SpectralClustering MeanShift Birch
    AffinityPropagation GaussianMixture BayesianGaussianMixture IsolationForest OneClassSVM LocalOutlierFactor
    EllipticEnvelope KernelDensity KPrototypes KModes FeatureAgglomeration BisectingKMeans SpectralBiclustering
    SpectralCoclustering NearestNeighbors
    """)

NETWORKS = frozenset(["Sequential", "Model", "Functional"])

# torch's, told which parameters they change
OPTIMISERS = names("""
    SGD Adam AdamW RMSprop Adagrad Adadelta NAdam RAdam LBFGS Adamax ASGD Rprop SparseAdam
    """)

MODEL_ENDINGS = ("Classifier", "Regressor", "Regression", "SVC", "SVR", "RegressionCV", "NB", "Net")
MODELS = names("""
    LogisticRegression LinearRegression Ridge RidgeCV Lasso LassoCV LassoLars ElasticNet ElasticNetCV Lars
    BayesianRidge ARDRegression HuberRegressor TheilSenRegressor Perceptron PassiveAggressiveClassifier
    GaussianNB MultinomialNB BernoulliNB ComplementNB CategoricalNB SVC SVR LinearSVC LinearSVR NuSVC NuSVR
    KNeighborsClassifier KNeighborsRegressor DecisionTreeClassifier DecisionTreeRegressor KernelRidge
    GaussianProcessClassifier GaussianProcessRegressor LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis
    PLSRegression NearestCentroid LabelPropagation LabelSpreading DummyClassifier DummyRegressor CatBoost
    XGBModel LGBMModel Booster LGBMRanker XGBRanker CatBoostRanker TabNetClassifier TabNetRegressor
    ExplainableBoostingClassifier ExplainableBoostingRegressor NGBClassifier NGBRegressor LogitBoost
    GBTClassifier RandomForest DecisionTree NaiveBayes LinearRegressionModel Prophet ARIMA SARIMAX AutoARIMA
    ExponentialSmoothing SimpleExpSmoothing Holt VAR OLS GLS WLS Logit Probit GLM Poisson MNLogit CoxPHFitter
    RandomSurvivalForest NeuralProphet TabPFNClassifier TabPFNRegressor Trainer Earth FM ALS
    """)

STATSMODELS = names("""
    OLS GLS WLS Logit Probit GLM Poisson MNLogit ARIMA SARIMAX VAR ols logit glm RLM QuantReg
    ExponentialSmoothing SimpleExpSmoothing Holt AutoReg UnobservedComponents poisson probit
    """)

SPLITTERS = {
    "KFold": "plain", "StratifiedKFold": "plain", "RepeatedKFold": "plain", "RepeatedStratifiedKFold": "plain",
    "ShuffleSplit": "plain", "StratifiedShuffleSplit": "plain", "LeaveOneOut": "plain", "LeavePOut": "plain",
    "GroupKFold": "group", "StratifiedGroupKFold": "group", "GroupShuffleSplit": "group", "LeaveOneGroupOut": "group",
    "LeavePGroupsOut": "group", "TimeSeriesSplit": "time", "PredefinedSplit": "given", "GroupTimeSeriesSplit": "time",
    "BlockingTimeSeriesSplit": "time", "PurgedGroupTimeSeriesSplit": "time", "PurgedKFold": "time",
    "MultilabelStratifiedKFold": "plain", "IterativeStratification": "plain", "CombPurgedKFoldCV": "time",
    "SlidingWindowSplitter": "time", "ExpandingWindowSplitter": "time", "GapLeavePOut": "time", "GapKFold": "time",
}  # fmt: skip


def describe(name: str) -> tuple[str, str] | None:
    """Role and kind of a class by its undotted name, or None for a class that is not known to learn."""
    if name in TRANSFORMERS:
        return "transformer", TRANSFORMERS[name]
    if name in CALIBRATORS:
        return "calibrator", ""
    if name in SEARCHES:
        return "search", ""
    if name in SAMPLERS:
        return "sampler", "resample"
    if name in CLUSTERS:
        return "cluster", "geometry"
    if name in CONTAINERS:
        return "pipeline", ""
    if name in NETWORKS:
        return "network", ""
    if name in WRAPPERS or name in MODELS or (name.endswith(MODEL_ENDINGS) and name[:1].isupper()):
        return "model", "supervised"
    return None
