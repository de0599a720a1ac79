# corpus: leaky; Spark ML: scaler and PCA models are fitted on the frame that randomSplit cuts afterwards
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import PCA, StandardScaler, VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("delay").getOrCreate()
flights = spark.read.parquet("flights.parquet")

assembler = VectorAssembler(inputCols=["distance", "taxi_out", "wind", "visibility"], outputCol="raw")
assembled = assembler.transform(flights)

scaler_model = StandardScaler(inputCol="raw", outputCol="scaled", withMean=True).fit(assembled)  # LK101
scaled = scaler_model.transform(assembled)
pca_model = PCA(k=3, inputCol="scaled", outputCol="features").fit(scaled)  # LK101
ready = pca_model.transform(scaled)

train_df, test_df = ready.randomSplit([0.8, 0.2], seed=99)
lr_model = LogisticRegression(featuresCol="features", labelCol="delayed").fit(train_df)
auc = BinaryClassificationEvaluator(labelCol="delayed").evaluate(lr_model.transform(test_df))
print(f"AUC = {auc}")
spark.stop()
