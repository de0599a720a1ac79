# corpus: leaky; Spark ML penalty loop that evaluates the test part and keeps the best
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.appName("clicks").getOrCreate()
clicks = spark.read.parquet("s3://bucket/clicks")

assembler = VectorAssembler(inputCols=["hour", "position", "ad_length"], outputCol="features")
ready = assembler.transform(clicks).select("features", "clicked")
train_df, test_df = ready.randomSplit([0.8, 0.2], seed=13)

evaluator = BinaryClassificationEvaluator(labelCol="clicked")
best_area, best_reg = 0.0, None
for reg in [0.0, 0.001, 0.01, 0.1]:
    lr = LogisticRegression(featuresCol="features", labelCol="clicked", regParam=reg)
    scored = lr.fit(train_df).transform(test_df)
    area = evaluator.evaluate(scored)  # LK201
    if area > best_area:
        best_area, best_reg = area, reg

print("regParam", best_reg, "area under ROC", best_area)
spark.stop()
