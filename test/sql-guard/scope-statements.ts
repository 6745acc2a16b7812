import type { Random } from './random.ts';

const seeds = [
  'SELECT a , b FROM c.s.t WHERE a = 1 GROUP BY a , b HAVING b > 1 ORDER BY a , b LIMIT 1',
  'SELECT a IS DISTINCT FROM b , c IS NOT DISTINCT FROM d FROM c.s.t x , c.s.u AS y',
  'SELECT sum ( a ) OVER w , b FROM c.s.t WINDOW w AS ( PARTITION BY a , b ) , v AS ( ORDER BY c )',
  'SELECT * EXCEPT ( a , b ) FROM c.s.t x JOIN c.s.u y ON x.a = y.b , c.s.w z',
  'SELECT a FROM c.s.t LEFT JOIN c.s.u USING ( a , b ) CROSS JOIN LATERAL ( SELECT b , c FROM c.s.w )',
  'SELECT a FROM VALUES ( 1 , 2 ) , ( 3 , 4 ) AS v ( a , b ) , c.s.t',
  'SELECT a FROM VALUES 1 , 2 x , c.s.t y',
  'SELECT a FROM ( ( c.s.t x ) JOIN ( SELECT b FROM c.s.u ) y ) , ( c.s.w ) z',
  'SELECT e , f FROM c.s.t LATERAL VIEW explode ( m ) x AS e , f LATERAL VIEW OUTER explode ( n ) y AS g',
  'WITH q AS ( SELECT * FROM c.s.t ) , r ( a ) AS ( SELECT * FROM q , c.s.u ) SELECT * FROM q , r',
  'WITH RECURSIVE q ( n ) AS ( VALUES ( 1 ) UNION ALL SELECT n + 1 FROM q ) SELECT * FROM q , c.s.t',
  'WITH q AS ( SELECT 1 ) INSERT INTO c.s.t ( a , b ) SELECT a , b FROM q',
  'WITH q AS ( SELECT 1 ) UPDATE c.s.t x SET a = 1 , b = ( SELECT max ( c ) FROM q ) WHERE c = 2',
  'WITH q AS ( SELECT 1 ) MERGE INTO c.s.t x USING q y ON x.a = y.a WHEN MATCHED THEN UPDATE SET a = 1 , b = 2',
  'MERGE INTO c.s.t USING ( SELECT a , b FROM c.s.u ) s ON t.a = s.a WHEN NOT MATCHED THEN INSERT ( a , b ) VALUES ( 1 , 2 )',
  'FROM c.s.t x , c.s.u SELECT a , b WHERE a = 1 UNION ALL FROM c.s.w SELECT a , b',
  'FROM c.s.t INSERT INTO c.s.u SELECT a , b INSERT INTO c.s.w SELECT c , d WHERE a = 1',
  'FROM c.s.t |> SELECT a , b |> JOIN c.s.u USING ( a ) |> EXTEND a + 1 AS c , d |> UNION ALL TABLE c.s.w |> AGGREGATE sum ( a ) , b GROUP BY c , d',
  'TABLE c.s.t |> WHERE a = 1 |> SET a = 2 , b = 3 |> DROP a , b |> AS x |> LEFT JOIN c.s.u ON a = b |> ORDER BY a , b',
  'SELECT 1 UNION ALL TABLE c.s.t EXCEPT DISTINCT SELECT a FROM c.s.u INTERSECT ( SELECT b FROM c.s.w )',
  'SELECT a FROM c.s.t WHERE a IN ( SELECT b FROM c.s.u ) AND EXISTS ( TABLE c.s.w ) OR b = ( SELECT max ( c ) FROM c.s.v )',
  'SELECT * FROM c.s.t PIVOT ( sum ( a ) FOR b IN ( 1 , 2 ) ) x , c.s.u UNPIVOT ( v FOR n IN ( a , b ) ) AS y',
  'SELECT * FROM c.s.t TABLESAMPLE ( 10 PERCENT ) x , c.s.u VERSION AS OF 1 y JOIN c.s.w TIMESTAMP AS OF now ( ) z ON a = b',
  'SELECT extract ( YEAR FROM a ) , trim ( BOTH b FROM c ) , substring ( a FROM 1 FOR 2 ) , overlay ( a PLACING b FROM 3 ) FROM c.s.t',
  'SELECT filter ( a , x -> x > 1 ) , CASE WHEN a THEN b ELSE c END , a : b , cast ( a AS INT ) FROM range ( 10 ) , c.s.t',
  "SELECT :from , :join , a::int , INTERVAL '1' DAY , `from` , `table`.`join` FROM c.s.t AS `insert` , c.s.u",
  "SELECT * FROM IDENTIFIER ( 'c.s.t' ) x , IDENTIFIER ( 'c.s.u' )",
  'SELECT * FROM stream c.s.t , c.s.u x',
  'SELECT * FROM f ( TABLE ( c.s.t ) , 1 ) , explode ( array ( 1 ) )',
  'INSERT INTO TABLE c.s.t VALUES ( 1 , 2 ) , ( 3 , ( SELECT max ( a ) FROM c.s.u ) )',
  'INSERT INTO c.s.t TABLE c.s.u',
  'UPDATE c.s.t AS x SET a = 1 , b = 2 WHERE c IN ( SELECT d FROM c.s.u )',
  'CREATE TABLE c.s.t AS SELECT a , b FROM c.s.u WHERE c LIKE d',
  'CREATE TABLE IF NOT EXISTS c.s.t LIKE c.s.u',
  'CREATE TEMP VIEW v AS WITH q AS ( TABLE c.s.t ) SELECT * FROM q',
  'CREATE VIEW c.s.v ( a , b ) AS SELECT location , options FROM c.s.u , c.s.w',
  'CACHE TABLE c.s.t',
  'CACHE LAZY TABLE x AS SELECT * FROM c.s.t',
  'ANALYZE TABLE c.s.t COMPUTE STATISTICS FOR COLUMNS a , b',
  'ALTER TABLE c.s.t ADD COLUMNS ( a INT , b STRING )',
  'DESCRIBE TABLE EXTENDED c.s.t',
  'DESCRIBE QUERY SELECT * FROM c.s.t',
  'SHOW CREATE TABLE c.s.t',
  'SHOW COLUMNS IN c.s.t',
  'SHOW TBLPROPERTIES c.s.t',
  'REFRESH TABLE c.s.t',
  'COMMENT ON TABLE c.s.t IS NULL',
  'SET VAR x = ( SELECT max ( a ) FROM c.s.t )',
  'DECLARE x INT DEFAULT ( SELECT max ( a ) FROM c.s.t )',
  'EXPLAIN EXTENDED INSERT OVERWRITE c.s.t SELECT * FROM c.s.u',
  'EXPLAIN DELETE FROM c.s.t WHERE a IN ( SELECT b FROM c.s.u )',
  'SELECT /*+ BROADCAST ( x ) */ a FROM c.s.t x , c.s.u y DISTRIBUTE BY a , b SORT BY c , d',
];

const keywords = (
  'FROM JOIN TABLE INTO SELECT WITH AS VALUES INSERT UNION EXCEPT INTERSECT MINUS GROUP ORDER BY SORT CLUSTER DISTRIBUTE ' +
  'WINDOW LATERAL VIEW WHERE HAVING QUALIFY LIMIT OFFSET ON USING IS NOT DISTINCT ALL ANY AND OR OVER CASE WHEN THEN ELSE END ' +
  'STREAM CROSS LEFT SEMI NATURAL TABLESAMPLE PIVOT VERSION TIMESTAMP OF FOR IN EXISTS SET UPDATE DELETE OVERWRITE ' +
  'RECURSIVE INTERVAL COLLATE LIKE BETWEEN NULL VIEW DESCRIBE EXTENDED HISTORY QUERY DIRECTORY NAME REFERENCES DAY FILTER ' +
  'RESPECT NULLS ROLLUP CUBE SETS GROUPING OUTER FULL MAP DIV ESCAPE DATE'
).split(' ');
const signs = [
  ',',
  ',',
  ',',
  '(',
  ')',
  '.',
  '*',
  '=',
  '+',
  ':',
  '|>',
  '::',
  '=>',
  '->',
  '1',
  '1.',
  "'x'",
  '[',
  ']',
  '?',
  '@',
];
const tables = ['evil.x.y', 'evil.x.y', 'x.y', 'q', 'evil', 'read_it(1)', '`evil`.x.y', "IDENTIFIER('evil.x.y')"];
const pieces = [', evil.x.y', 'JOIN evil.x.y', 'TABLE evil.x.y', 'FROM evil.x.y', '( evil.x.y )', ', ( evil.x.y )'];

/** A statement that names tables at every place there is for one, with keywords for names, other tables and odd signs. */
export function scopeStatement(random: Random): string {
  const words = random.pick(seeds).split(' ');
  if (random.below(20) === 0) words.push(...random.pick(seeds).split(' '));
  for (let left = random.below(4); left > 0; left--) {
    const place = random.below(words.length + 1);
    const kind = random.below(10);
    if (kind < 3) words.splice(place, 0, random.pick(keywords).toLowerCase());
    else if (kind < 5) words.splice(place, 1, random.pick(keywords));
    else if (kind < 6) words.splice(place, 1 + random.below(3));
    else if (kind < 7) words.splice(place, random.below(2), random.pick(signs));
    else if (kind < 9) words.splice(place, random.below(2), random.pick(pieces));
    else words.splice(place, 0, ...words.slice(random.below(words.length)).slice(0, 1 + random.below(6)));
  }
  const named = words.map((word) => (word.startsWith('c.s.') && random.below(6) === 0 ? random.pick(tables) : word));
  return named.join(' ').replace(/ \. /g, '.');
}
