"""What to do instead, where something of Databricks is not there."""

from __future__ import annotations

_FILES = "Files beside the notebook are there for Python: open(), pandas.read_csv(…), import."
COLUMNS = 'Write it as SQL: df.filter("fare_amount > 10"), df.selectExpr("*", "fare_amount * 2 AS twice").'
PYTHON = "Use Python for it."
_OMIT = "Leave it out: there is nothing of Spark to set, to keep or to end."

_SAID = (
    (_OMIT, "spark.conf spark.stop spark.newSession DataFrame.cache DataFrame.persist DataFrame.unpersist"),
    (_OMIT, "DataFrame.repartition DataFrame.coalesce DataFrame.explain"),
    (f"Read a table with spark.table(…). {_FILES}", "spark.read spark.readStream"),
    ("Keep the rows in a DataFrame of pandas, or in SQL: SELECT * FROM VALUES (…).", "spark.createDataFrame"),
    ("Compute it in SQL, or with pandas after toPandas().", "spark.udf DataFrame.rdd DataFrame.foreach"),
    ('Ask in SQL: spark.sql("SHOW TABLES IN …"), spark.sql("USE …").', "spark.catalog"),
    (COLUMNS, "DataFrame.withColumn DataFrame.withColumns DataFrame.withColumnRenamed DataFrame.drop DataFrame.toDF"),
    ('Write it in SQL: spark.sql("SELECT …, count(*) FROM … GROUP BY …").', "DataFrame.groupBy DataFrame.groupby"),
    ('Write it in SQL: df.selectExpr("max(fare_amount) AS most").', "DataFrame.agg"),
    ('Write it in SQL: spark.sql("SELECT … FROM … JOIN … ON …").', "DataFrame.join DataFrame.crossJoin"),
    ('Write it in SQL: spark.sql("CREATE TABLE … AS SELECT …"), or INSERT INTO.', "DataFrame.write DataFrame.writeTo"),
    ('Name it in SQL: spark.sql("WITH … AS (…) SELECT …").', "DataFrame.createOrReplaceTempView DataFrame.createTempView"),
    ("Take the rows with collect() or toPandas().", "DataFrame.toLocalIterator DataFrame.tail DataFrame.pandas_api"),
    ("Use pandas: df.toPandas().describe().", "DataFrame.describe DataFrame.summary"),
    ("Use df.dtypes or df.printSchema().", "DataFrame.schema"),
    ('Leave the import out: spark is there, and functions are those of SQL: df.selectExpr("sum(fare_amount)").', "pyspark"),
    ("Write it in SQL: UPDATE, DELETE FROM, MERGE INTO.", "delta"),
    (_FILES, "dbutils.fs %fs"),
    ("A notebook ends with its last cell, and imports Python files from beside it.", "dbutils.notebook %run"),
    ("The local workspace keeps no secrets.", "dbutils.secrets"),
    ("The packages are those of the Python that runs this workspace.", "dbutils.library %pip %conda"),
    ("Use dbutils.widgets.get(…).", "getArgument dbutils.widgets.getArgument"),
    ("display shows tables and figures.", "displayHTML"),
    ("Make it a Markdown cell.", "%md"),
    (PYTHON, "%sh %%sh %%bash"),
)
_BY_NAME = {name: said for said, names in _SAID for name in names.split()}

_BY_KIND = {
    "dbutils.widgets": "There are text, dropdown, combobox, multiselect, get, getAll, remove and removeAll.",
    "DataFrame": 'Write it in SQL: spark.sql("…").',
    "dbutils": "Of dbutils there is dbutils.widgets.",
    "%": "There is Python, and %sql at the beginning of a command.",
}
_THERE = "Of Spark there are spark.sql, spark.table, display and a few methods of their results."


def instead_of(name: str) -> str:
    kind = "%" if name.startswith("%") else name.rsplit(".", 1)[0]
    return _BY_NAME.get(name) or _BY_KIND.get(kind, _THERE)
