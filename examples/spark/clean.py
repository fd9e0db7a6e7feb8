"""Works off an archive in Parquet with Apache Spark.

    spark-submit clean.py INPUT OUTPUT

INPUT holds pages (columns `id` and `text`) in folders such as `batch=1987-03`.
Each becomes a folder of OUTPUT with the columns `id`, `page` (the answer as
JSON) and, for a page that failed, `error`. A batch whose folder has Spark's
`_SUCCESS` is done: run the same command again after a crash, and only the rest
is worked off. The command `columnist` must be installed on
every executor, in a folder that the driver's PATH names.
"""

import json
import os
import sys

from pyspark.sql import Row, SparkSession, types

ANSWER = types.StructType(
    [
        types.StructField("id", types.StringType()),
        types.StructField("page", types.StringType()),
        types.StructField("error", types.StringType()),
    ]
)


def line_of(row):
    """A page as the line that `columnist --jsonl` reads."""
    return json.dumps({"id": row.id, "text": row.text})


def row_of(line):
    """The line that it writes, as a row."""
    answer = json.loads(line)
    page, error = answer.get("page"), answer.get("error")
    return Row(
        id=answer["id"],
        page=None if page is None else json.dumps(page, ensure_ascii=False),
        error=None if error is None else f"{error['code']}: {error['message']}",
    )


def folders(spark, path):
    """The batches below a path, and which of them are done."""
    hadoop = spark._jvm.org.apache.hadoop.fs
    root = hadoop.Path(path)
    system = root.getFileSystem(spark._jsc.hadoopConfiguration())
    if not system.exists(root):
        return {}
    batches = [entry.getPath() for entry in system.listStatus(root) if entry.isDirectory()]
    return {batch.getName(): system.exists(hadoop.Path(batch, "_SUCCESS")) for batch in batches}


def main(source, target):
    spark = SparkSession.builder.appName("columnist").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    done = folders(spark, target)
    for batch in sorted(folders(spark, source)):
        if done.get(batch):
            continue
        pages = spark.read.parquet(f"{source}/{batch}").select("id", "text")
        # Exit code 1 says that some pages failed: they have their error in a column.
        lines = pages.rdd.map(line_of).pipe(
            "sh -c 'columnist --jsonl || [ $? -eq 1 ]'",
            env={"PATH": os.environ["PATH"]},
            checkCode=True,
        )
        answers = spark.createDataFrame(lines.map(row_of), ANSWER)
        answers.write.mode("overwrite").parquet(f"{target}/{batch}")
        print(f"done {batch}", flush=True)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
