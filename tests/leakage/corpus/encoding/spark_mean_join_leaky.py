# corpus: leaky; Spark: the mean label per campaign is computed on all rows and joined back
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

spark = SparkSession.builder.getOrCreate()
ads = spark.read.parquet("ads.parquet")
rates = ads.groupBy("campaign").agg(F.avg("bought").alias("campaign_rate"))  # LK107
ads = ads.join(rates, on="campaign")
ads = VectorAssembler(inputCols=["campaign_rate", "price", "age"], outputCol="v").transform(ads)

eins, zwei = ads.randomSplit([0.7, 0.3], seed=4)
lr = LogisticRegression(featuresCol="v", labelCol="bought").fit(eins)
print(BinaryClassificationEvaluator(labelCol="bought", rawPredictionCol="rawPrediction").evaluate(lr.transform(zwei)))
