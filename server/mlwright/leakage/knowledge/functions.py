"""Library functions, by what they do to rows. Looked up by their undotted name; the dotted one where it is
ambiguous.
"""

from mlwright.leakage.knowledge.tables import by_name, names

READERS = names("""
    read_csv read_excel read_parquet read_json read_sql read_sql_query read_sql_table read_feather read_pickle
    read_table
    read_hdf read_fwf read_html read_orc read_stata read_sas read_spss read_ndjson scan_csv scan_parquet loadtxt
    genfromtxt
    fetch_openml fetch_california_housing fetch_covtype fetch_20newsgroups_vectorized fetch_olivetti_faces
    fetch_lfw_people
    fetch_kddcup99 load_iris load_wine load_breast_cancer load_diabetes load_digits load_boston load_linnerud
    load_dataset load_files load_svmlight_file loadmat fromfile fromtxt load_npz get_rdataset
    fetch_ucirepo imread image_dataset_from_directory flow_from_directory flow_from_dataframe
    text_dataset_from_directory
    ImageFolder get_data_home download yf_download DataReader from_csv
    """)


SYNTHETIC = names("""
    make_classification make_regression make_blobs make_moons make_circles make_friedman1 make_friedman2 make_friedman3
    make_hastie_10_2 make_gaussian_quantiles make_low_rank_matrix make_multilabel_classification make_s_curve
    make_swiss_roll
    make_sparse_uncorrelated make_checkerboard make_biclusters make_spd_matrix make_sparse_coded_signal
    rand randn randint normal uniform random random_sample standard_normal choice_ exponential poisson binomial
    linspace arange
    multivariate_normal zeros ones full eye logspace geomspace gamma beta integers lognormal
    """)

# reductions over rows: what the result is a statistic of
REDUCTIONS = by_name(
    {
        "moments": """
        mean median std var quantile percentile nanmean nanmedian nanstd nanvar nanpercentile nanquantile min max
        nanmin nanmax amin amax
        mode average avg stddev stddev_pop stddev_samp percentile_approx sum ptp mad sem skew kurt kurtosis describe
        agg aggregate approxQuantile value_counts sigma iqr zmap_ first_
        """,
        "correlation": "corr corrwith pearsonr spearmanr corrcoef cov kendalltau pointbiserialr",
        "supervised": """
        mutual_info_classif mutual_info_regression f_classif f_regression chi2 r_regression chi2_contingency f_oneway
        ttest_ind
        permutation_importance
        """,
    }
)

# functions whose result has the same rows and a statistic of all of them in it
LEARNING = by_name(
    {
        "moments": """
        scale minmax_scale maxabs_scale robust_scale quantile_transform power_transform zscore rankdata qcut boxcox
        yeojohnson
        winsorize standardize_ minmax_scaling
        """,
        "smooth": """
        savgol_filter gaussian_filter gaussian_filter1d filtfilt sosfiltfilt seasonal_decompose STL hpfilter detrend
        fft rfft wavedec
        convolve lowess medfilt denoise_wavelet emd
        """,
        "geometry": "svd_flip_ randomized_svd_",
    }
)


# positional names of the arguments of scores: truth first, or predictions first
METRICS = by_name(
    {
        "truth_first": """
        accuracy_score balanced_accuracy_score f1_score fbeta_score precision_score recall_score roc_auc_score
        average_precision_score log_loss brier_score_loss cohen_kappa_score matthews_corrcoef hamming_loss zero_one_loss
        jaccard_score hinge_loss classification_report confusion_matrix precision_recall_fscore_support
        top_k_accuracy_score
        mean_squared_error root_mean_squared_error mean_absolute_error median_absolute_error r2_score
        explained_variance_score
        max_error mean_absolute_percentage_error mean_squared_log_error root_mean_squared_log_error mean_pinball_loss
        mean_tweedie_deviance mean_poisson_deviance mean_gamma_deviance d2_absolute_error_score d2_tweedie_score
        ndcg_score
        dcg_score coverage_error label_ranking_loss label_ranking_average_precision_score multilabel_confusion_matrix
        class_likelihood_ratios concordance_index concordance_index_censored mape smape rmse mae mse rmsle
        geometric_mean_score
        classification_report_imbalanced sensitivity_score specificity_score quadratic_weighted_kappa det_curve
        """,
        "curve": "roc_curve precision_recall_curve",
    }
)


CROSS_VALIDATION = by_name(
    {
        "score": "cross_val_score cross_validate permutation_test_score bootstrap_point632_score paired_ttest_5x2cv",
        "predict": "cross_val_predict",
        "curve": "validation_curve learning_curve",
        "native": "cv",
    }
)

OPTIMISERS = names("""
    optimize fmin minimize differential_evolution gp_minimize forest_minimize gbrt_minimize dummy_minimize run fit_
    search
    BayesianOptimization basinhopping dual_annealing minimize_scalar Tuner brute
    """)

STOPPERS = names("EarlyStopping early_stopping EarlyStoppingCallback ModelCheckpoint ReduceLROnPlateau_ early_stop")

TRACKERS = names("mlflow wandb neptune comet_ml clearml aim dvclive tensorboard sacred trackio SummaryWriter CSVLogger")

CONCAT_ROWS = names(
    "concat vstack row_stack concatenate append union unionAll unionByName cat r_ extend bconcat concatenate_datasets"
)
CONCAT_COLUMNS = names("hstack column_stack c_ stack dstack hconcat")
JOINS = names("merge join merge_asof merge_ordered join_asof")

WRAPPERS = names("""
    Dataset DMatrix QuantileDMatrix Pool TensorDataset DataLoader DeviceQuantileDMatrix from_tensor_slices from_pandas
    Subset StandardDataset TimeSeries TabularDataset from_dict DataBlock TextDataLoaders flow from_generator
    createDataFrame
    """)

WINDOWS = names("""
    TimeseriesGenerator timeseries_dataset_from_array sliding_window_view create_dataset create_sequences make_windows
    split_sequence split_sequences to_sequences create_inout_sequences series_to_supervised window_data create_windows
    """)

LOADERS = {
    f"{module}.{function}": kind
    for kind, module, functions in (
        ("pickle", "pickle", "load loads"),
        ("pickle", "cPickle", "load loads"),
        ("pickle", "cloudpickle", "load loads"),
        ("pickle", "dill", "load loads"),
        ("pickle", "shelve", "open"),
        ("pickle", "marshal", "load loads"),
        ("joblib", "joblib", "load"),
        ("torch", "torch", "load"),
        ("pandas", "pandas", "read_pickle"),
        ("pandas", "pd", "read_pickle"),
        ("numpy", "numpy", "load"),
        ("numpy", "np", "load"),
        ("yaml", "yaml", "load unsafe_load full_load"),
        ("keras", "keras.models", "load_model"),
        ("keras", "tensorflow.keras.models", "load_model"),
        ("keras", "tf.keras.models", "load_model"),
    )
    for function in functions.split()
}

# what comes from the network or from whoever runs the program
OUTSIDE = (
    "input",
    "sys.argv",
    "requests.",
    "httpx.",
    "urllib.request.",
    "urllib3.",
    "wget.",
    "flask.request",
    "os.environ",
    "os.getenv",
    "streamlit.file_uploader",
    "streamlit.text_input",
)


def from_outside(dotted: str) -> bool:
    """Whether what a function returns, or what a name holds, was given by somebody else."""
    return dotted.startswith(OUTSIDE) and dotted.partition("_")[0] != "inputs"
