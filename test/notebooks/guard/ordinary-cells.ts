/** Cells as analysts write them: all that they do with SQL can be read, and they change nothing. */
export const ordinaryCells: readonly string[] = [
  `from databricks.sdk.runtime import *
from databricks.sdk.runtime import dbutils, spark
from databricks.connect import DatabricksSession`,
  `import pandas as pd
import matplotlib.pyplot as plt
import numpy as np
%matplotlib inline
plt.rcParams["figure.figsize"] = (10, 4)`,
  `df = spark.sql("SELECT * FROM samples.nyctaxi.trips LIMIT 1000").toPandas()
df.head()`,
  `df.info()
df.describe()
df.isnull().sum()`,
  `fig, ax = plt.subplots()
ax.bar(df["hour"], df["fare"])
ax.set_title(f"Trips of \${least_fare} and more")
ax.table(cellText=[[1, 2]], loc="bottom")
plt.show()`,
  `total / trips`,
  `revenue - cost`,
  `%sql
SELECT count(*) FROM samples.nyctaxi.trips
WHERE table = 'x'`,
  `%sql SELECT *
FROM samples.nyctaxi.trips
WHERE pickup_zip = 10001
ORDER BY fare_amount DESC`,
  `%md
# It's a table (of sql)
* Users send \`requests\`
* don't`,
  `for name, table in tables.items():
    print(name, table)
    display(spark.table("samples.nyctaxi.trips"))`,
  `for table in ["a", "b"]:
    print(table)
    n = len(table)
print("done")`,
  `sql = """
SELECT *
FROM samples.nyctaxi.trips
"""
print(sql)`,
  `def show(table, limit=10):
    """Shows a table."""
    print(f"{table}: {limit}")
    return table`,
  `tables = [table for table in ["a", "b"]]
counts = {table: len(table) for table in tables}`,
  `from pyspark.sql import functions as F, SparkSession
from pyspark.sql.functions import col, sum as total
from pyspark.sql.types import *
from pyspark.sql.window import Window
import pyspark.sql.functions as fn
spark = SparkSession.builder.getOrCreate()`,
  `w = Window.partitionBy("pickup_zip").orderBy(F.desc("fare_amount"))
ranked = trips.withColumn("rank", F.row_number().over(w)).filter(F.col("rank") <= 3)
display(ranked.groupBy("pickup_zip").agg(F.avg("fare_amount").alias("fare"), F.count("*").alias("n")))`,
  `trips.filter("fare_amount > 10").select("fare_amount").where("trip_distance between 1 and 2").show()`,
  `trips.selectExpr("hour(tpep_pickup_datetime) as hour", "*").createOrReplaceTempView("hours")`,
  `trips.filter((trips.fare_amount > 10) & (trips.trip_distance < 5)).count()`,
  `df["date"] = pd.to_datetime(df["date"], errors="coerce")
df = df.query("fare > 10 and zip == 'x'").eval("ratio = fare / miles")
df.query("fare > @least_fare")
df.groupby("hour")["fare"].agg(["mean", "median"]).reset_index()`,
  `dbutils.widgets.text("zip", "10001", "ZIP")
zip_code = dbutils.widgets.get("zip")
print(f"ZIP: {zip_code}")`,
  `import os
import sys
from pathlib import Path
print(os.getcwd(), sys.version, os.environ.get("HOME"))
os.path.join("a", "b")
data = Path("data.csv").read_text()
with open("out.csv", "w") as file:
    file.write(data)`,
  `import seaborn as sns
sns.heatmap(df.corr(), annot=True, fmt=".2f", cmap="coolwarm")`,
  `from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
model = LinearRegression().fit(X_train, y_train)
model.score(X_test, y_test)`,
  `import re, json, datetime as dt, math
pattern = re.compile(r"^\\d{3}-\\d{4}$")
print(json.dumps({"a": 1}, indent=2), json.loads('{"a": 1}'))`,
  `%%time
result = df.apply(lambda row: row["a"] * 2, axis=1)`,
  `%timeit -n 10 -r 3 sum(range(1000))`,
  `df?`,
  `class Trip:
    def __init__(self, fare, miles):
        self._fare = fare
        self.miles = miles

    @property
    def ratio(self):
        return self._fare / self.miles

    def __repr__(self):
        return f"Trip({self._fare!r}, {self.miles:.1f})"

    def __eq__(self, other):
        return self.miles == other.miles`,
  `if __name__ == "__main__":
    main()
print(pd.__version__, type(df).__name__)`,
  `for row in df.itertuples():
    print(row._1, row.fare, row._asdict())`,
  `import warnings
warnings.filterwarnings("ignore")
from IPython.display import display, HTML, Markdown
display(Markdown("**done**"))
display(HTML(df.to_html()))`,
  `import plotly.express as px
px.scatter(df, x="miles", y="fare", color="zip").show()`,
  `table = df.pivot_table(index="hour", columns="zip", values="fare", aggfunc="mean")
display(table)
table.style.format("{:.2f}").background_gradient()`,
  `display(spark.table("samples.nyctaxi.trips").limit(10))`,
  `trips = (
    spark.table("samples.nyctaxi.trips")
    .filter(F.col("fare_amount") > 0)  # paid
    .groupBy("pickup_zip")
    .count()
    .orderBy("count", ascending=False)
)
display(trips)`,
  `spark.sql("SELECT * FROM samples.nyctaxi.trips WHERE pickup_zip = :zip", args={"zip": zip_code}).show()`,
  `spark.sql(
    """
    SELECT hour(tpep_pickup_datetime) AS hour, count(*) AS n
    FROM samples.nyctaxi.trips
    GROUP BY ALL
    """
).toPandas().plot(kind="bar", x="hour", y="n")`,
  `df.columns = [c.lower().replace(" ", "_") for c in df.columns]
df["name"].str.extract(r"(\\w+)\\s+(\\d{2,4})")
df.loc[df["a"] > 1, "b"] = np.where(df["c"] == "x", 1, 0)
df.to_csv("out.csv", index=False)`,
  `import platform
print(platform.system(), platform.python_version())`,
  `x = 7 % 3
y = a if a != b else c
z = not a
print("100 %d" % x, "%s" % y)`,
  `print(f"{total:,.0f} trips, {mean:.2f} $ on average, {share:.1%} {name!r:>10} {d['a']} {x = }")
print(f"{df['fare'].mean():.2f}", f"{{literal}}", f'{", ".join(names)}')`,
  `text = """
It's "quoted" and %sql is just a word
%sql DROP TABLE t
!ls
"""`,
  `try:
    value = int("x")
except ValueError as error:
    print(error)
finally:
    pass`,
  `from datetime import datetime, timedelta
from collections import Counter, defaultdict
from itertools import chain
from functools import reduce
from typing import Any, Optional
from dataclasses import dataclass, field`,
  `# Databricks notebook source
# MAGIC %sql DROP TABLE t
# COMMAND ----------
# DBTITLE 1,Chart
print(1)`,
  `pdf = spark.createDataFrame([(1, "a")], ["n", "s"]).toPandas()
spark.range(10).show()
spark.version
spark.catalog.listTables("samples.nyctaxi")
spark.catalog.tableExists("samples.nyctaxi.trips")
spark.conf.get("spark.sql.session.timeZone")`,
  `@udf("string")
def label(x):
    return "high" if x > 10 else "low"
spark.udf.register("label", label)`,
  `match hour:
    case 0 | 1:
        print("night")
    case _:
        print("day")`,
  `rows = spark.sql("SELECT 1").collect()
a, *b = rows
print(*b, sep="\\n")
matrix = A @ B
n = len(rows) // 2; m = -n
lst = [1, 2, 3][::-1]
s = 'it\\'s' + "\\\\"`,
  `df.plot.scatter(x="a", y="b")
df.boxplot(column="fare", by="zip")
ax = df["fare"].hist(bins=50)
ax.figure.savefig("hist.png")`,
  `import time
start = time.time()
time.sleep(1)
print(f"{time.time() - start:.1f} s")`,
  `from tqdm import tqdm
for i in tqdm(range(10)):
    pass`,
  `%config InlineBackend.figure_format = 'retina'
%load_ext autoreload
%autoreload 2`,
  `df = pd.DataFrame({"sql": [1], "table": [2]})
df["sql"], df["table"]
pd.read_csv("data.csv", dtype={"zip": str}, parse_dates=["day"])`,
  `日本語 = "値"
print(f"売上: {日本語}")
plt.title("時間帯ごとの料金")`,
  `sum_by = lambda frame, key: frame.groupby(key).sum()
list(filter(lambda x: x > 1, map(int, ["1", "2"])))
sorted(rows, key=lambda r: r["n"])`,
  `vars = ["a", "b"]
df[vars].head()`,
  `df = spark.read.csv("/Volumes/main/x/y/z.csv", header=True, inferSchema=True)
df = spark.read.table("samples.nyctaxi.trips")
df = spark.read.option("header", True).csv("x.csv")`,
  `trips.withColumn("x", F.expr("case when fare_amount > 10 then 'a' else 'b' end")).cache()
trips.dropna().drop("a").distinct().describe().show()
trips.explain()`,
  `sc.setLogLevel("ERROR")
print(sqlContext)`,
  `displayHTML("<b>x</b>")`,
  `print(f"{d["a"]} {", ".join(names)}")`,
];
