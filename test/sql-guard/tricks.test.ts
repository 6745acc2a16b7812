import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/sql-guard/judge.ts';
import { blocked, readable, writable } from './tricks.ts';

/** A statement for each line. */
function linesOf(file: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
    .trim()
    .split('\n');
}

it.each([...blocked, ...linesOf('blocked.sql')])('blocks %s', (sql) => {
  expect(judge(sql, { policy: 'update', aiFunctions: 'allow' }).verdict).toBe('refuse');
});

it.each([...readable, ...linesOf('readable.sql')])('reads %s', (sql) => {
  expect(judge(sql, { policy: 'read', aiFunctions: 'allow' })).toMatchObject({ verdict: 'allow', class: 'read' });
});

it.each([...writable, ...linesOf('writable.sql')])('lets through %s', (sql) => {
  expect(judge(sql, { policy: 'update', aiFunctions: 'allow' })).toMatchObject({ verdict: 'allow', class: 'write' });
  expect(judge(sql, { policy: 'read', aiFunctions: 'allow' }).verdict).toBe('refuse');
});

describe('the class of', () => {
  it.each([
    ["CREATE TEMPORARY VIEW v USING jdbc OPTIONS (query 'x')", 'admin'],
    ['CREATE OR REPLACE TEMP VIEW v USING `JDBC`', 'admin'],
    ['CREATE TEMPORARY TABLE t USING org.apache.spark.sql.jdbc', 'admin'],
    ['CREATE TABLE t (a INT) USING `com.x`', 'admin'],
    ['CREATE TABLE t LIKE s USING jdbc', 'admin'],
    ["CREATE TABLE t (a INT) STORED BY 'x'", 'admin'],
    ['CREATE OR REPLACE TABLE t USING jdbc', 'destructive'],
    ["CREATE SCHEMA c.s MANAGED LOCATION 's3://x'", 'admin'],
    ["CREATE OR REPLACE SCHEMA c.s MANAGED LOCATION 's3://x'", 'destructive'],
    ['CREATE STREAMING TABLE st FLOW AUTO CDC FROM STREAM s KEYS (id) SEQUENCE BY ts', 'admin'],
    ["CREATE FUNCTION IF ! EXISTS return AS 'com.evil.F'", 'admin'],
    ['SET var.foo = 1', 'admin'],
    ['SET variable.retention = 0', 'admin'],
    ['SET VARIABLE retention = 0', 'read'],
    ['BEGIN SET `spark`.sql.x = 1; END', 'admin'],
    ['BEGIN SET x = 1, `spark`.sql.y = 1; END', 'admin'],
    ['here: BEGIN SET here.x = 1; END here', 'read'],
    ['DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 1', 'invalid'],
    ['BEGIN DECLARE UNDO HANDLER FOR SQLEXCEPTION BEGIN DROP TABLE t; END; SELECT 1; END', 'destructive'],
    ['BEGIN SELECT 1; DECLARE CONTINUE HANDLER FOR NOT FOUND DELETE FROM t; END', 'destructive'],
    ['ALTER TABLE t ADD COLUMN a INT, DROP COLUMN b', 'destructive'],
    ['ALTER TABLE t ADD COLUMN a INT, RENAME COLUMN b TO c', 'admin'],
    ['ALTER TABLE t ADD COLUMN a INT, drop STRING', 'write'],
    ["COPY INTO '/path' FROM '/x' FILEFORMAT = CSV", 'invalid'],
    ['OPTIMIZE', 'invalid'],
    ['UNDROP', 'invalid'],
    ['SELECT 1 UNION DELETE FROM t', 'invalid'],
    ['SELECT 1 UNION ALL (INSERT INTO t VALUES (1))', 'invalid'],
    ['SHOW TABLES DROP TABLE t', 'invalid'],
    ["LIST '/x' DROP TABLE t", 'invalid'],
    ['USE c DROP TABLE t', 'invalid'],
    ['DESCRIBE t DROP TABLE u', 'invalid'],
    ['SELECT * FROM list_secrets()', 'admin'],
    ["SELECT * FROM t WITH ('sessionInitStatement' = 'DROP TABLE x')", 'destructive'],
    ["SELECT * FROM read_files('/x', preActions => 'DROP TABLE t')", 'destructive'],
    ["SELECT * FROM read_files('/x', `Query` => 'DROP TABLE t')", 'destructive'],
    ["SELECT * FROM read_files('/x', format => 'csv', schema => 'a INT')", 'read'],
    ["CREATE TEMP VIEW v USING parquet OPTIONS ('query' = 'DROP TABLE t')", 'admin'],
    ["CREATE TABLE t (options INT) USING delta OPTIONS (path '/x')", 'write'],
    ["CACHE TABLE x OPTIONS ('dbtable' = 'DROP TABLE t') SELECT 1", 'destructive'],
    ["COPY INTO t FROM '/x' FILEFORMAT = CSV FORMAT_OPTIONS ('query' = 'x')", 'destructive'],
    ["COPY INTO t FROM '/x' FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true')", 'write'],
    ['ALTER TABLE t ADD COLUMN a INT MASK c.s.f', 'admin'],
    ['ALTER TABLE t ADD COLUMNS (mask INT, b INT MASK f USING COLUMNS (mask))', 'admin'],
    ["ALTER TABLE t ADD COLUMNS (mask INT COMMENT 'mask f', b STRUCT<mask: INT>)", 'write'],
    ['ALTER TABLE t ADD CONSTRAINT mask CHECK (mask IS NULL)', 'write'],
    ['SELECT 1 garbage garbage', 'invalid'],
    ['SELECT a FROM t x y', 'invalid'],
    ['SELECT * FROM t LIMIT 5 10', 'invalid'],
    ['WITH q AS (SELECT 1) SELECT * FROM q `x` `y`', 'invalid'],
    ['SELECT a b FROM t LATERAL VIEW explode(m) x y', 'read'],
    ["SELECT 'a' 'b' 'c' d", 'read'],
    ['SELECT /*+ a b c */ 1', 'read'],
    ["INSERT INTO t WITH ('a' = 'b') REPLACE WHERE true SELECT 1", 'destructive'],
  ])('%s is %s', (sql, statementClass) => {
    expect(judge(sql, { policy: 'update', aiFunctions: 'allow' }).class).toBe(statementClass);
  });
});
