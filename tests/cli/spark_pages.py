"""Writes the Parquet input of the test of the Spark recipe, or prints its output as JSON."""

import json
import sys

from pyspark.sql import SparkSession

command, path = sys.argv[1:3]
spark = SparkSession.builder.master("local[2]").getOrCreate()
if command == "write":
    story = sys.stdin.read()
    for batch in ("a", "b"):
        rows = [(f"{batch}{number}", story) for number in range(10)]
        rows.append((f"{batch}-bad", None))
        frame = spark.createDataFrame(rows, "id string, text string")
        frame.repartition(2).write.parquet(f"{path}/batch={batch}")
else:
    rows = spark.read.parquet(path).collect()
    print(json.dumps([row.asDict() for row in rows]))
spark.stop()
