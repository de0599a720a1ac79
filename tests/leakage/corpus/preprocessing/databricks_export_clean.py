# corpus: clean; Databricks export: median imputation and index of strings inside a pipeline of the training frame
# Databricks notebook source
# MAGIC %md
# MAGIC # Energy certificates

# COMMAND ----------

from pyspark.ml import Pipeline
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.regression import GBTRegressor
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

# COMMAND ----------

buildings = spark.table("energy.certificates").dropDuplicates()
first, second = buildings.randomSplit([0.75, 0.25], seed=7)

# COMMAND ----------

stages = [
    Imputer(inputCols=["area", "walls"], outputCols=["area_i", "walls_i"], strategy="median"),
    StringIndexer(inputCol="heating", outputCol="heating_i", handleInvalid="keep"),
    VectorAssembler(inputCols=["area_i", "walls_i", "heating_i"], outputCol="inputs"),
    GBTRegressor(featuresCol="inputs", labelCol="kwh", seed=7),
]
fitted = Pipeline(stages=stages).fit(first)

# COMMAND ----------

print(RegressionEvaluator(labelCol="kwh", metricName="mae").evaluate(fitted.transform(second)))
