import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { NotebookClient } from './notebook-client.ts';

let workspace: LocalWorkspace;
let notebook: NotebookClient;
beforeAll(async () => {
  workspace = await startLocalWorkspace({ python: 'python3' });
  notebook = await NotebookClient.open(workspace);
  await notebook.text('df = spark.table("samples.nyctaxi.trips")');
});
afterAll(() => workspace.close());

test('rows come as Spark has them, with nothing lost', async () => {
  const values = [
    ["X'00ff'", "bytearray(b'\\x00\\xff')"],
    ['9007199254740993L', '9007199254740993'],
    ['1.10BD', "Decimal('1.10')"],
    ["date'2020-02-29'", 'datetime.date(2020, 2, 29)'],
    ["timestamp'2020-01-01 01:02:03.123456'", 'datetime.datetime(2020, 1, 1, 1, 2, 3, 123456)'],
    ["double('NaN')", 'nan'],
    ['cast(NULL AS INT)', 'None'],
    ['true', 'True'],
    ['array(1L, NULL)', '[1, None]'],
    ["map('k', 1.5D)", "{'k': 1.5}"],
    ["named_struct('x', array(date'2020-01-01'))", 'Row(x=[datetime.date(2020, 1, 1)])'],
  ] as const;
  const items = values.map(([sql], index) => `${sql} AS c${index}`).join(', ');
  const cells = values.map(([, python], index) => `c${index}=${python}`).join(', ');
  expect(await notebook.text(`spark.sql("""SELECT ${items}""").collect()`)).toBe(`[Row(${cells})]\n`);
  expect(await notebook.failure('spark.sql("SELECT INTERVAL \'1\' DAY AS i").collect()')).toMatch(
    /INTERVAL .*not there/,
  );
});

test('a row is read by its names, and a parameter is never text of the statement', async () => {
  const code = `
row = spark.sql("SELECT :word AS word, :n + 1 AS n, :nothing AS nothing", args={"word": "it's", "n": 41, "nothing": None}).first()
print(row.word, row["n"], row[2], row.asDict(), "word" in row)`;
  expect(await notebook.text(code)).toBe("it's 42 None {'word': \"it's\", 'n': 42, 'nothing': None} True\n");
});

test('a DataFrame is shown, counted and described as in Spark', async () => {
  expect(await notebook.text('df')).toMatch(/^DataFrame\[tpep_pickup_datetime: timestamp, .*pickup_zip: int, /);
  expect(await notebook.text('df.count(), len(df.limit(7).take(9)), df.columns[2]')).toBe(
    "(21932, 7, 'trip_distance')\n",
  );
  const chain =
    'df.where("fare_amount > 50").select("FARE_amount", "pickup_zip").orderBy("fare_amount", ascending=False)';
  expect(await notebook.text(`[row[0] for row in ${chain}.limit(3).collect()]`)).toBe('[65.5, 63.5, 63.0]\n');
  const shown = await notebook.text(
    'spark.sql("SELECT \'a longer text than twenty letters\' AS t, 1e7D AS n, NULL AS v").show()',
  );
  expect(shown).toBe(`+--------------------+-----+----+
|                   t|    n|   v|
+--------------------+-----+----+
|a longer text tha...|1.0E7|NULL|
+--------------------+-----+----+

`);
  expect(await notebook.text('spark.range(3).show(2, truncate=False)')).toBe(
    '+---+\n|id |\n+---+\n|0  |\n|1  |\n+---+\nonly showing top 2 rows\n\n',
  );
  const nested = "SELECT 1 AS a, named_struct('b', array(1L), 'c', map('k', 1.5BD)) AS s";
  expect(await notebook.text(`spark.sql("${nested}").printSchema()`)).toBe(`root
 |-- a: integer
 |-- s: struct
 |    |-- b: array
 |    |    |-- element: long
 |    |-- c: map
 |    |    |-- key: string
 |    |    |-- value: decimal(2,1)

`);
});

test('a statement that is no query runs once, and a query when its rows are wanted', async () => {
  const made = await notebook.text(
    'made = spark.sql("CREATE TABLE main.default.made AS SELECT 1 AS a"); made.collect()',
  );
  expect(made).toBe('[]\n');
  await notebook.text(
    'later = spark.table("main.default.made"); inserted = spark.sql("INSERT INTO main.default.made VALUES (2)")',
  );
  expect(
    await notebook.text('inserted.collect(); inserted.show(); sorted(row.a for row in later.collect())'),
  ).toContain('[1, 2]\n');
  expect(await notebook.text('spark.sql("SHOW TABLES IN samples.nyctaxi").collect()[0].tableName')).toBe("'trips'\n");
});

test('USE holds for what comes after it, in this notebook only', async () => {
  const other = await NotebookClient.open(workspace);
  await other.text('spark.sql("USE samples.nyctaxi"); trips = spark.table("trips"); spark.sql("USE CATALOG main")');
  expect(await other.text('trips.count(), trips.limit(2).count()')).toBe('(21932, 2)\n');
  expect(await other.failure('spark.table("trips")')).toMatch(/TABLE_OR_VIEW_NOT_FOUND/);
  expect(await notebook.failure('spark.table("trips")')).toMatch(/TABLE_OR_VIEW_NOT_FOUND/);
});

test('display and %sql give a table, cut where Databricks cuts it', async () => {
  const { results } = await notebook.run(
    'display(spark.sql("SELECT 1 AS n, 1.5BD AS d, timestamp\'2020-01-01\' AS t"))',
  );
  expect(results).toEqual({
    resultType: 'table',
    data: [[1, '1.5', '2020-01-01T00:00:00.000Z']],
    schema: [
      { name: 'n', type: '"integer"', metadata: '{}' },
      { name: 'd', type: '"decimal(2,1)"', metadata: '{}' },
      { name: 't', type: '"timestamp"', metadata: '{}' },
    ],
    truncated: false,
    isJsonSchema: true,
  });
  const many = await notebook.run('%sql\nSELECT id FROM range(10001)');
  expect(many.results).toMatchObject({ resultType: 'table', truncated: true, data: { length: 10_000 } });
  const wide = await notebook.run('display(spark.sql("SELECT repeat(\'x\', 100000) AS t FROM range(100)"))');
  expect(wide.results).toMatchObject({ truncated: true, data: { length: 20 } });
});

test('parameters of a notebook have their defaults', async () => {
  const code = 'dbutils.widgets.dropdown("zip", "10001", ["10001", "10002"])\ndbutils.widgets.get("zip")';
  expect(await notebook.text(code)).toBe("'10001'\n");
  expect(await notebook.failure('dbutils.widgets.get("other")')).toMatch(/^ValueError: InputWidgetNotDefined.*other/);
});

/** What analysts write, by what they are told to write instead. */
const refused = {
  'Read a table with spark.table(…). Files beside the notebook': ['spark.read.csv("x")', 'spark.readStream.table("x")'],
  'a DataFrame of pandas, or in SQL: SELECT * FROM VALUES': ['spark.createDataFrame([(1, "a")], ["n", "t"])'],
  'Leave it out': ['spark.conf.set("a", "b")', 'spark.stop()', 'df.cache()', 'df.repartition(4)'],
  'Ask in SQL: spark.sql("SHOW TABLES IN …")': ['spark.catalog.listTables()'],
  'with pandas after toPandas()': ['spark.udf.register("f", len)', 'df.rdd.map(len)', 'df.foreach(print)'],
  'Of Spark there are spark.sql': ['spark.sparkContext', 'sc.parallelize([1])', 'sqlContext.sql("SELECT 1")'],
  'GROUP BY': ['df.groupBy("pickup_zip").count()', 'df.groupby("pickup_zip").agg({"fare_amount": "sum"})'],
  'df.selectExpr("max(fare_amount) AS most")': ['df.agg({"fare_amount": "max"})'],
  'df.filter("fare_amount > 10")': [
    'df.filter(df.fare_amount > 3)',
    'df["fare_amount"]',
    'df.select(1)',
    'df.filter(True)',
  ],
  'df.selectExpr("*", "fare_amount * 2 AS twice")': ['df.withColumn("x", 1)', 'df.drop("pickup_zip")'],
  'JOIN … ON …': ['df.join(df, "pickup_zip")'],
  'CREATE TABLE … AS SELECT …': [
    'df.write.mode("overwrite").saveAsTable("main.default.x")',
    'df.writeTo("x").create()',
  ],
  'WITH … AS (…)': ['df.createOrReplaceTempView("trips")'],
  'collect() or toPandas()': ['df.tail(1)', 'df.toLocalIterator()'],
  'df.toPandas().describe()': ['df.describe().show()'],
  'df.dtypes or df.printSchema()': ['df.schema'],
  'Leave the import out': ['from pyspark.sql import functions as F', 'from pyspark.sql import SparkSession'],
  'MERGE INTO': ['from delta.tables import DeltaTable'],
  'Files beside the notebook': ['dbutils.fs.ls("/")', '%fs ls'],
  'imports Python files from beside it': ['dbutils.notebook.run("x", 60)', 'dbutils.notebook.exit("x")', '%run ./x'],
  'keeps no secrets': ['dbutils.secrets.get("scope", "name")'],
  'There are text, dropdown': ['dbutils.widgets.help()'],
  'dbutils.widgets.get(…)': ['getArgument("zip")'],
  'The packages are those of the Python': ['%pip install pandas', 'dbutils.library.restartPython()'],
  'Make it a Markdown cell': ['%md\n# A story'],
  'Use Python': ['!ls', '%sh ls'],
  'There is Python, and %sql': ['%scala\n1', '%r 1'],
  'display shows tables and figures': ['displayHTML("<b>")'],
};

const calls = Object.entries(refused).flatMap(([instead, codes]) => codes.map((code) => [code, instead] as const));

test.each(calls)('%s is refused by its name, with what to do instead', async (code, instead) => {
  const [asked = ''] = /^(%\w+|!|from \w+|df\[|\w+(\.\w+)?)/.exec(code) ?? [];
  const name = asked.replace('df.', '').replace('from ', '');
  const failure = await notebook.failure(code);
  expect(failure).toMatch(/^(NotInLocalWorkspace|ModuleNotFoundError): .* is not there in the local workspace\. /);
  if (!['filter', 'select'].includes(name)) expect(failure.split(' is not there')[0]).toContain(name);
  expect(failure.split('workspace. ')[1]).toContain(instead);
});

test('what notebooks begin with, and what the magic commands leave, works', async () => {
  expect(await notebook.text('from databricks.sdk.runtime import spark as imported; imported.range(3).count()')).toBe(
    '3\n',
  );
  await notebook.run('%sql\nSELECT 7 AS seven');
  expect(await notebook.text('_sqldf.first().seven')).toBe('7\n');
  expect((await notebook.run('df.limit(1).display()')).results).toMatchObject({ resultType: 'table' });
  const nested = "spark.sql(\"SELECT named_struct('a', array(named_struct('b', 1))) AS s\").first().asDict(True)";
  expect(await notebook.text(nested)).toBe("{'s': {'a': [{'b': 1}]}}\n");
});

test('a magic command is one only where a statement begins, in lines as Python has them', async () => {
  const code = '%matplotlib inline\nq = """\n%matplotlib """\nprint(len(q)) # a\u2028raise Exception()';
  expect(await notebook.text(code)).toBe('13\n');
});

test('what SQL refuses is an exception of Python, where the statement stands', async () => {
  expect(await notebook.failure('spark.sql("SELECT nope FROM samples.nyctaxi.trips")')).toMatch(
    /^AnalysisException: \[UNRESOLVED_COLUMN.*SQLSTATE: 42703; line 1 pos 7$/,
  );
  expect(await notebook.failure('spark.sql("SELEC 1")')).toMatch(/^ParseException: \[PARSE_SYNTAX_ERROR\]/);
  const caught =
    'try:\n    spark.sql("SELECT 1/0 AS x").collect()\nexcept Exception as error:\n    print(type(error).__name__)';
  expect(await notebook.text(caught)).toBe('SparkException\n');
});
