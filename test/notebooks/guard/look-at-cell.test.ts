import { describe, expect, test } from 'vitest';
import { lookAtCell } from '../../../src/notebooks/guard/look-at-cell.ts';

const sqlIn = (source: string) => lookAtCell(source).literals.map(({ sql }) => sql);
const unseenIn = (source: string) => lookAtCell(source).unseen.map(({ line, what }) => `${line} ${what}`);

describe('SQL that stands in a cell is read', () => {
  test.each([
    ['spark.sql("SELECT 1")', 'SELECT 1'],
    ["df = spark . sql( 'SELECT 1' )", 'SELECT 1'],
    ['spark.sql("""\nSELECT 1\n""").show()', '\nSELECT 1\n'],
    ['spark.sql(sqlQuery="SELECT 1", args={"a": 1})', 'SELECT 1'],
    ['spark.sql("SELECT " "1")', 'SELECT 1'],
    ['spark.sql("SELECT "\n  # and\n  + "1")', 'SELECT 1'],
    ['SparkSession.builder.getOrCreate().sql("SELECT 1")', 'SELECT 1'],
    ['spark.sql(f"SELECT {{1}}")', 'SELECT {1}'],
    ["spark.sql('it\\'s \\x41\\u0042\\U00000043\\104\\\\')", "it's ABCD\\"],
    ["spark.sql(r'\\d')", '\\d'],
    ['%sql SELECT 1', 'SELECT 1'],
    ['\n  %sql\nSELECT 1;\nSELECT 2', '\nSELECT 1;\nSELECT 2'],
    ['%%sql\nSELECT 1', '\nSELECT 1'],
    ['x = 1\n%sql SELECT 1', 'SELECT 1'],
    ['rows = %sql SELECT 1', 'SELECT 1'],
    ['%time spark.sql("SELECT 1")', 'SELECT 1'],
    ['%%time\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['!echo """\nspark.sql("SELECT 1")', 'SELECT 1'],
    ["print(f\"it's {spark.sql('SELECT 1').count()} rows\")", 'SELECT 1'],
    ['spark.ｓｑｌ("SELECT 1")', 'SELECT 1'],
    ["f\"{'}' + str(spark.sql('SELECT 1'))} it's\"", 'SELECT 1'],
    ['t"{spark.sql(\'SELECT 1\')}"', 'SELECT 1'],
    ['sql("SELECT 1")', 'SELECT 1'],
    ['spark.sql(("SELECT " "1"))', 'SELECT 1'],
    ['%sql\r\nSELECT 1', '\nSELECT 1'],
    ['%sql SELECT 1\r\n', 'SELECT 1\n'],
    ['%sql SELECT 1 -- \u2028', 'SELECT 1 -- \u2028'],
    ['a = 1 # x\rspark.sql("SELECT 1")', 'SELECT 1'],
    ['d["="], b = %sql SELECT 1', 'SELECT 1'],
    ['%md\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['%scala\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['x = (1\n  != spark.sql("SELECT 1").count())', 'SELECT 1'],
    ['if (a\n  != """\nx"""):\n  spark.sql("SELECT 1")', 'SELECT 1'],
    ['x = (7\n%n)\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['m = ("hello %s"\n  %f"""{x}\n""")\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['x = \'a\\\n%sql b\'\nspark.sql("SELECT 1")', 'SELECT 1'],
    ['%time %sql SELECT 1', 'SELECT 1'],
    ['%timeit -n1 -r1 %sql SELECT 1', 'SELECT 1'],
    ['%time sql \\\n("SELECT 1")', 'SELECT 1'],
    ['%%time\n%%sql SELECT 1;\nSELECT 2', ' SELECT 1;\nSELECT 2'.trim()],
    ['%%capture\n%%sql\nSELECT 1', '\nSELECT 1'],
    ['\u001c%sql SELECT 1', 'SELECT 1'],
    ['\u0085%sql\nSELECT 1', '\nSELECT 1'],
    ['x[a==b] = %sql SELECT 1', 'SELECT 1'],
    ["x['it\\'s'] = %sql SELECT 1", 'SELECT 1'],
    ['>>> %sql SELECT 1', 'SELECT 1'],
    ['In [1]: %sql SELECT 1', 'SELECT 1'],
    ['sql SELECT 1', 'SELECT 1'],
    ["f\"{1:'>3}{spark.sql('SELECT 1')}\"", 'SELECT 1'],
    ['f"{n:{spark.sql(\'SELECT 1\')}}"', 'SELECT 1'],
    ['table("a.b")', 'SELECT * FROM a.b'],
    ['spark.table("a.b")', 'SELECT * FROM a.b'],
    ['spark.read.table("`a b`.c")', 'SELECT * FROM `a b`.c'],
  ])('%j', (source, sql) => {
    expect(sqlIn(source)).toEqual([sql]);
  });
});

describe('what is no SQL of the cell is left alone', () => {
  test.each([
    ['from pyspark.sql import functions as F\nimport pyspark.sql.types'],
    ['# spark.sql("DROP TABLE t")'],
    ['text = """\nspark.sql("DROP TABLE t")\n%sql DROP TABLE t\n"""'],
    ["%md\nit's a table (of sql)"],
    ['sql = "x = %sql DROP TABLE t"\ndef table(x):\n  return re.compile(x)'],
    ['sql = 3\na = 7 % sql\nb = a != 3\nc = (\n  a\n  != b\n)\nq(sql)'],
    ['import databricks.sql\nfrom sqlalchemy.sql import text\nself.sql = e.sql == 1'],
    ['requests = spark.read\nrequests.show()\ndf.requests\ndbutils.widgets.get("x")'],
    ['%md\n![a](x.png)\nUsers send requests'],
    ['%load_ext autoreload\n%autoreload 2'],
    ['for x in y:\n  print(x)\nelse:\n  del x\nx -1\na if b else c\n@f\nmatch x:\n  case 1: pass'],
    ['open("x", "w").write("y")\nprint("%sql")'],
  ])('%j', (source) => {
    expect(lookAtCell(source)).toEqual({ literals: [], unseen: [] });
  });
});

describe('what cannot be seen is told, with its line', () => {
  test.each([
    ['x = 1\nspark.sql(query)', '2 .sql(…)'],
    ['spark.sql(f"SELECT {x}")', '1 .sql(…)'],
    ['spark.sql("SELECT " + x)', '1 .sql(…)'],
    ['spark.sql("SELECT {}".format(x))', '1 .sql(…)'],
    ['spark.sql("SELECT %s" % x)', '1 .sql(…)'],
    ['spark.sql("SELECT {x}", x=df)', '1 .sql(…)'],
    ['spark.sql("\\N{LATIN SMALL LETTER A}")', '1 .sql(…)'],
    ['ask = spark.sql', '1 .sql'],
    ['ask = sql', '1 sql'],
    ['list(map(sql, ["DROP TABLE t"]))', '1 sql'],
    ['(sql)("DROP TABLE t")', '1 sql'],
    ['t = spark.table\nt("hr.pay")', '1 .table'],
    ['operator.methodcaller("sql", "x")(spark)', '1 methodcaller'],
    ['e = eval\ne("x")', '1 eval'],
    ['q = f\'{\'"""\'}\'\nspark.sql("DROP TABLE t")', '1 f"…"'],
    ['%time !rm -rf x', '1 !rm'],
    ['%%time\n\n%sh ls', '3 %sh'],
    ['%%!\nls', '1 %%'],
    [';sql DROP TABLE t', '1 ;sql'],
    ['pip install x', '1 pip'],
    ['%sql SELECT 1\n--os.system("x")', '2 .system(…)'],
    ["%sql SELECT '{v}'", '1 %sql {…}'],
    ['x = 1\n%sql SELECT $v', '2 %sql {…}'],
    ['spark.catalog.setCurrentCatalog("hr")', '1 setCurrentCatalog'],
    ['df.mergeInto("t", c).merge()', '1 .mergeInto'],
    ['spark.sql(x="SELECT 1", sqlQuery="DROP TABLE t")', '1 .sql(…)'],
    ['!ls\r\n', '1 !ls'],
    ['w = df.write', '1 .write'],
    ['from os import system\nsystem("ls")', '2 system'],
    ['builtins.getattr(spark, x)("y")', '1 builtins'],
    ['spark.__getattribute__("sql")("x")', '1 __getattribute__'],
    ['WorkspaceClient().tables.delete("a.b.c")', '1 WorkspaceClient'],
    ['get_ipython().run_cell_magic("sql", "", x)', '1 get_ipython'],
    ['spark.table(name)', '1 .table(…)'],
    ['%sh rm -rf x', '1 %sh'],
    ['\n%scala\nspark.sql("DROP TABLE t")', '2 %scala'],
    ['%%bash\nls', '1 %%bash'],
    ['x = 1\n!ls', '2 !ls'],
    ['%pip install x', '1 %pip'],
    ['files = !ls', '1 !ls'],
    ['import subprocess', '1 subprocess'],
    ['os.system("ls")', '1 .system(…)'],
    ['exec(code)', '1 exec'],
    ['getattr(spark, "s" + "ql")("x")', '1 getattr'],
    ['dbutils.fs.rm("/x", True)', '1 dbutils'],
    ['df.write.mode("overwrite").save("/x")', '1 .write'],
    ['df.writeTo("t").append()', '1 .writeTo'],
  ])('%j', (source, told) => {
    expect(unseenIn(source)).toContain(told);
  });
});

test.each([
  ['magics', `${'x = "a" # b\n%time y = 1\n'.repeat(4_000)}spark.sql("SELECT 1")`],
  ['a text', `x = """\n${'%abcdefg\n'.repeat(20_000)}"""\nspark.sql("SELECT 1")`],
  ['calls', `${'sql(x)\n'.repeat(20_000)}spark.sql("SELECT 1")`],
  ['magics in magics', `${'%time '.repeat(20_000)}x\nspark.sql("SELECT 1")`],
  ['cells in cells', `${'%%time\n'.repeat(20_000)}spark.sql("SELECT 1")`],
  ['formats in formats', `f"${'{x:'.repeat(20_000)}"\nspark.sql("SELECT 1")`],
  ['one line', `x = "${'{=%'.repeat(100_000)}"\nspark.sql("SELECT 1")`],
  ['brackets', `${'x = f"{(['.repeat(20_000)}\n"\nspark.sql("SELECT 1")`],
])('a long cell is read in time: %s', (_of, source) => {
  const began = performance.now();
  expect(sqlIn(source)).toEqual(['SELECT 1']);
  expect(performance.now() - began).toBeLessThan(3_000);
});
