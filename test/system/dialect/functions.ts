/**
 * Functions in SQL and what calls them, beside the expressions of `productions.ts`: statements separated by `;;`, of which
 * the last one is compared. `{{S}}` is a schema of the case's own.
 */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  routine: `
    CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT {{S}}.f({given}) AS r
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURN {body};;SELECT {{S}}.f({given}) AS r, typeof({{S}}.f()) AS t
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT id, {{S}}.f(id) AS r FROM range(4) ORDER BY id
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT id, {{S}}.f(b => CAST(id AS STRING), a => id) AS r FROM range(4) WHERE {{S}}.f(id) IS NOT NULL ORDER BY id
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT {{S}}.f(id) AS k, count(*) AS n FROM range(4) GROUP BY {{S}}.f(id) ORDER BY k
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;CREATE FUNCTION {{S}}.g(a INT, b STRING DEFAULT 'q') RETURNS STRING RETURN concat_ws('/', {{S}}.f(a), {{S}}.f(b => b), {{S}}.f(a, b));;SELECT {{S}}.g({int}) AS r, {{S}}.g({int}, {string}) AS s
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT {{S}}.f({{S}}.f({given})) AS r
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT max(CAST({{S}}.f(id) AS STRING)) AS m, count({{S}}.f(id, 'z')) AS n FROM range(3)
    ,,CREATE FUNCTION {{S}}.f({parameters}) RETURNS {returns} RETURN {body};;SELECT {misused}
    ,,CREATE FUNCTION {{S}}.t(a INT DEFAULT 2, b STRING DEFAULT 'x,y') RETURNS TABLE (p {number_type}, q STRING) RETURN {made};;SELECT * FROM {{S}}.t({given}) ORDER BY ALL
    ,,CREATE FUNCTION {{S}}.t(a INT DEFAULT 2, b STRING DEFAULT 'x,y') RETURNS TABLE (p BIGINT, q STRING) RETURN {made};;SELECT r.id, t.* FROM range(3) AS r, LATERAL {{S}}.t(r.id) AS t ORDER BY ALL
    ,,CREATE FUNCTION {{S}}.t(a INT DEFAULT 2, b STRING DEFAULT 'x,y') RETURNS TABLE (p BIGINT, q STRING) RETURN {made};;SELECT r.id, t.q FROM range(3) AS r LEFT JOIN LATERAL {{S}}.t(r.id, 'v') AS t ON t.p > r.id ORDER BY ALL
    ,,CREATE FUNCTION {{S}}.t(a INT DEFAULT 2, b STRING DEFAULT 'x,y') RETURNS TABLE (p BIGINT, q STRING) RETURN {made};;SELECT r.id, t.p FROM range(3) AS r {joined} {{S}}.t(3) ON t.p = r.id ORDER BY ALL`,
  parameters: `
    a INT DEFAULT 2, b STRING DEFAULT 'x1', c DECIMAL(10,2) DEFAULT 1.5, d DATE DEFAULT '2024-02-29', xs ARRAY<INT> DEFAULT array(1, 2)
    |a {number_type} DEFAULT {number}, b STRING DEFAULT 7, c DOUBLE DEFAULT {decimal}, d DATE DEFAULT {date}, xs ARRAY<INT> DEFAULT {ints}
    |a INT DEFAULT NULL, b STRING DEFAULT {string}, c DECIMAL(10,2) DEFAULT {int}, d TIMESTAMP DEFAULT {date}, xs ARRAY<BIGINT> DEFAULT {ints}`,
  returns: 'INT|BIGINT|STRING|DOUBLE|DECIMAL(12,2)|DATE|BOOLEAN|TINYINT',
  number_type: 'INT|BIGINT|DOUBLE|DECIMAL(12,2)|STRING|TINYINT',
  body: `
    a + {int}|b|a * c|coalesce(a, {int})|if(a > 1, b, {string})|upper(b) {bar}{bar} a|CASE WHEN a IS NULL THEN {string} WHEN c > 1 THEN b ELSE CAST(d AS STRING) END|xs[a]|size(xs) + a|aggregate(xs, 0, (s, x) -> s + x)|element_at(transform(filter(xs, x -> x > 1), (x, i) -> x * i), 1)|date_add(d, a)
    |(SELECT max(id) FROM range(5) WHERE id < a)|(SELECT count(*) FROM range(5) WHERE id <> f.a AND f.b <> 'x')|a DIV {int}|CAST(b AS INT)|length(b) > a|a IN (1, 2, {int})|c BETWEEN a AND {decimal}|(WITH w AS (SELECT a AS v UNION ALL SELECT {int}) SELECT sum(v) FROM w)|(SELECT max(v) FROM (SELECT a + 1 AS v, b AS u) WHERE u = b)|named_struct('k', a).k|map('x', a)[b]
    |SELECT b {bar}{bar} a|SELECT max(id + 0) FROM range(4) WHERE id <= a|EXISTS (SELECT 1 FROM range(3) WHERE id = a)|{int}|NULL|a / {int}|try_divide(a, c)|concat(b, c, d)|max(a)|{body} {bar}{bar} {string}`,
  given: `
    |{int}|{bigint}|{double}|{decimal}|{string}|NULL|{boolean}|{int}, {string}|{int}, {int}|a => {int}|b => {string}, a => {decimal}|b => {int}|{int}, b => {double}|a => 1, a => 2|zz => 1|{int}, a => 2|b => 'x', 1|{ints}|{date}|1, 'b', 2, NULL, NULL, 3`,
  misused: `
    1 AS r ORDER BY {{S}}.f(1)|explode(array({{S}}.f(1))) AS r|transform(array(1), x -> {{S}}.f(x)) AS r|{{S}}.f(1) OVER () AS r|1 AS r LIMIT {{S}}.f(1)|* FROM VALUES ({{S}}.f(1)) AS v(r)|* FROM {{S}}.f(1)|{{S}}.nope(1) AS r|{{S}}.f(aggregate(array(1, 2), 0, (s, x) -> s + x)) AS r`,
  made: `
    SELECT id, b FROM range(5) WHERE id < a|SELECT a, {string}|SELECT a + 1, upper(b) UNION ALL SELECT {int}, b|SELECT length(x), x FROM (SELECT explode(split(b, ',')) AS x)|SELECT id % 2, CAST(count(*) AS STRING) FROM range(6) GROUP BY id % 2|SELECT id, b FROM range(4) WHERE id > a ORDER BY id DESC LIMIT 2|WITH w AS (SELECT a AS v) SELECT v, b FROM w WHERE v > 0|SELECT {int}, b|SELECT a, b, a
    |SELECT row_number() OVER (ORDER BY id DESC), b {bar}{bar} id FROM range(3) WHERE id <> a|SELECT DISTINCT a, b FROM range(3)|SELECT a, * FROM (SELECT b)|VALUES ({int}, 'v'), (2, NULL)|SELECT sum(id), b FROM range(5) WHERE id < a GROUP BY ALL|SELECT x.id, b FROM range(3) AS x JOIN range(4) AS y ON x.id = y.id AND y.id < a`,
  joined: 'JOIN|LEFT JOIN|RIGHT JOIN|FULL JOIN|CROSS JOIN',
};

/** What stands bare where it stands, without parentheses. */
export const BARE_IN_FUNCTIONS: readonly string[] = [
  'parameters',
  'returns',
  'number_type',
  'body',
  'given',
  'misused',
  'made',
  'joined',
];
