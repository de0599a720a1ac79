# corpus: clean; Spark ML CrossValidator on the training part, evaluator on the test part once
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StandardScaler, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("clicks").getOrCreate()
clicks = spark.read.parquet("s3://bucket/clicks")
train_df, test_df = clicks.randomSplit([0.8, 0.2], seed=13)

assembler = VectorAssembler(inputCols=["hour", "position", "ad_length"], outputCol="raw")
scaler = StandardScaler(inputCol="raw", outputCol="features", withMean=True)
lr = LogisticRegression(featuresCol="features", labelCol="clicked")
grid = ParamGridBuilder().addGrid(lr.regParam, [0.0, 0.001, 0.01, 0.1]).build()
evaluator = BinaryClassificationEvaluator(labelCol="clicked")

cv = CrossValidator(
    estimator=Pipeline(stages=[assembler, scaler, lr]),
    estimatorParamMaps=grid,
    evaluator=evaluator,
    numFolds=4,
    seed=13,
)
fitted = cv.fit(train_df)
print("area under ROC", evaluator.evaluate(fitted.transform(test_df)))
spark.stop()
