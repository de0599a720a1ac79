# corpus: leaky; Spark ML assembler takes every column, the label among them
from pyspark.ml.classification import RandomForestClassifier
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
orders = spark.read.csv("orders.csv", header=True, inferSchema=True).select("items", "weight", "distance", "returned")

assembler = VectorAssembler(inputCols=orders.columns, outputCol="features")  # LK301
train, test = assembler.transform(orders).randomSplit([0.7, 0.3], seed=1)
forest = RandomForestClassifier(labelCol="returned", featuresCol="features", seed=1).fit(train)
evaluator = MulticlassClassificationEvaluator(labelCol="returned", metricName="f1")
print(evaluator.evaluate(forest.transform(test)))
