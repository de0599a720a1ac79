"""What happens to a model after training: how it goes to its users, how requests reach it, who watches."""

from mlwright.leakage.knowledge.tables import by_name, names

# calls that hand a model over; the last part of the name
PROMOTIONS = by_name(
    {
        "stage": "transition_model_version_stage change_stage set_stage",
        "alias": "set_registered_model_alias set_model_alias",
        "registry": "register_model create_model_version link_model",
        "hub": "push_to_hub",
    }
)

# names too common to count by themselves: only of these packages or classes
DEPLOYMENTS = by_name(
    {
        "deployment": "deploy create_deployment update_deployment deploy_model begin_create_or_update",
        "registry": "register upload",
    }
)
DEPLOYERS = names("""
    sagemaker azureml azure aiplatform mlflow google seldon bentoml Model Estimator Endpoint SKLearnModel PyTorchModel
    HuggingFaceModel XGBoostModel TensorFlowModel MLClient Webservice ModelServer get_deploy_client
    """)

# stages and aliases that users meet
LIVE = names("production prod live champion release default current main serving")
NOT_LIVE = names("none archived staging candidate challenger dev test shadow")

# words by which a test or a check shows that it judges a model
JUDGING = names("""
    gate gates approve approved approval pass passed passes passing better improved improves valid validated validate
    acceptable accept accepted beats ok promote
    """)
# words of tests that order something else than a score
UNRELATED = names("""
    len argv argc version_info shape ndim epoch step size count nrows n_rows time timeout retries attempt
    """)

ROUTES = names("post get put patch route api api_route websocket")
AROUND = names("middleware before_request after_request before_serving")
PREDICTIONS = names("predict predict_proba predict_log_proba decision_function predict_one predict_many forecast")

# calls that leave a trace of a request: a log line, a metric, a row, a message
RECORDS = names("""
    info debug warning log observe inc emit send publish produce put put_nowait write writerow writelines execute
    executemany insert insert_one insert_many insert_rows_json add_task put_item put_record put_metric_data send_message
    xadd rpush lpush track capture record log_metric log_metrics log_dict log_table log_inputs to_sql gauge increment
    histogram timing
    """)
WATCHERS = names("""
    Instrumentator PrometheusMetrics evidently whylogs nannyml arize fiddler opentelemetry alibi_detect monitor Monitor
    """)
