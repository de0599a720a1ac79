# corpus: clean; Spark ML: one Pipeline fitted on the training frame
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import PCA, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("delay").getOrCreate()
flights = spark.read.parquet("flights.parquet")
train_df, test_df = flights.randomSplit([0.8, 0.2], seed=99)

stages = [
    VectorAssembler(inputCols=["distance", "taxi_out", "wind", "visibility"], outputCol="raw"),
    StandardScaler(inputCol="raw", outputCol="scaled", withMean=True),
    PCA(k=3, inputCol="scaled", outputCol="features"),
    LogisticRegression(featuresCol="features", labelCol="delayed"),
]
model = Pipeline(stages=stages).fit(train_df)
auc = BinaryClassificationEvaluator(labelCol="delayed").evaluate(model.transform(test_df))
print(f"AUC = {auc}")
spark.stop()
