/** What an expression of a type may be: a text in which `{type}` stands for another expression. */
export const PRODUCTIONS: Readonly<Record<string, string>> = {
  boolean: `
    true|false|NULL|{int} = {int}|{int} < {bigint}|{string} = {string}|{string} < {string}|{date} <= {date}|{decimal} >= {decimal}
    |{double} > {double}|{timestamp} < {timestamp}|{string} LIKE 'a%'|{string} ILIKE '%B_'|{string} RLIKE '[a-c]+'|{int} IN ({int}, {int})
    |{boolean} AND {boolean}|{boolean} OR {boolean}|NOT {boolean}|{int} IS NULL|{string} IS NOT NULL|{boolean} IS TRUE|{int} <=> {int}
    |{int} BETWEEN {int} AND {int}|startswith({string}, {string})|contains({string}, {string})|array_contains({ints}, {int})
    |exists({ints}, x -> x > 1)|forall({ints}, x -> x > 0)|isnan({double})|arrays_overlap({ints}, {ints})|{string} NOT IN ('a', {string})
    |{decimal} = {int}|{double} = {decimal}|{date} = {timestamp}|{ints} = {ints}|equal_null({string}, {string})|like({string}, 'a%')|ilike({string}, '%B%')|is_valid_utf8({string})
    |is_variant_null({variant})|CAST({variant} AS BOOLEAN)|{variant} IS NULL`,
  int: `
    0|1|-1|2|7|NULL|2147483647|CAST(3 AS INT)|{int} + {int}|{int} - {int}|{int} * {int}|{int} % {int}|- {int}|abs({int})|length({string})|year({date})
    |month({date})|day({date})|quarter({date})|dayofweek({date})|weekday({date})|weekofyear({date})|dayofyear({date})|hour({timestamp})
    |minute({timestamp})|second({timestamp})|datediff({date}, {date})|instr({string}, {string})|locate({string}, {string}, {int})
    |size({ints})|{ints}[{int}]|element_at({ints}, {int})|try_element_at({ints}, {int})|coalesce({int}, {int})|if({boolean}, {int}, {int})
    |CASE WHEN {boolean} THEN {int} ELSE {int} END|greatest({int}, {int})|least({int}, {int})|nullif({int}, {int})|CAST({double} AS INT)
    |CAST({decimal} AS INT)|CAST({string} AS INT)|try_cast({string} AS INT)|CAST({boolean} AS INT)|{int} & {int}|{int} {bar} {int}|{int} ^ {int}|~ {int}
    |shiftleft({int}, {int})|shiftright({int}, {int})|bit_count({int})|levenshtein({string}, {string})|ascii({string})|find_in_set({string}, {string})
    |array_max({ints})|array_min({ints})|aggregate({ints}, 0, (a, x) -> a + x)|pmod({int}, {int})|regexp_count({string}, 'a')|regexp_instr({string}, 'b')
    |get({ints}, {int})|round({int}, -1)|bround({int}, -1)|nvl({int}, {int})|octet_length({string})|extract(YEAR FROM {date})|extract(WEEK FROM {timestamp})
    |unix_date({date})|map('a', {int}, 'b', {int})['a']|element_at(map('a', {int}), {string})|named_struct('f', {int}).f|try_add({int}, {int})|try_mod({int}, {int})
    |CAST({variant} AS INT)|try_cast({variant} AS INT)|try_variant_get({variant}, '$.a', 'int')|hash({decimal}, {string})|hash({timestamp}, {date})`,
  bigint: `
    0L|-5L|9223372036854775807|-9223372036854775808|3000000000|{bigint} + {int}|{bigint} * {bigint}|{bigint} DIV {int}|{int} DIV {int}|CAST({int} AS BIGINT)|ceil({double})|floor({double})
    |CAST({string} AS BIGINT)|array_position({ints}, {int})|timestampdiff(HOUR, {timestamp}, {timestamp})|timestampdiff(MONTH, {date}, {date})
    |unix_timestamp({timestamp})|unix_micros({timestamp})|unix_millis({timestamp})|factorial({int})|'5' + {int}|crc32({string})|xxhash64({int}, {string})
    |try_multiply({bigint}, {bigint})|try_divide({int}, {int}) DIV 1|CAST({timestamp} AS BIGINT)|width_bucket({double}, 0, 10, 5)|bitmap_bucket_number({bigint})
    |bitmap_bit_position({bigint})|CAST({variant} AS BIGINT)|try_cast({variant} AS BIGINT)`,
  double: `
    0D|1.5D|-2.25D|1e10|0.1D|NULL|-0D|1e308D|1e-10D|CAST('NaN' AS DOUBLE)|CAST('-Infinity' AS DOUBLE)|{double} + {double}|{double} - {double}|{double} * {double}|{double} / {double}|{int} / {int}|CAST({int} AS DOUBLE)|CAST({decimal} AS DOUBLE)
    |CAST({string} AS DOUBLE)|sqrt({double})|abs({double})|round({double}, 2)|round({double}, -1)|bround({double}, 1)|{double} % {double}|sign({double})|exp({int} % 5)|ln({double})|log10({double})
    |months_between({date}, {date})|coalesce({double}, {double})|greatest({double}, {double})|nanvl({double}, {double})|power({double}, 2)|try_divide({double}, {double})
    |{double} + {decimal}|{double} * {int}|'2.5' + 1.0|cbrt({double})|degrees({double})|rint({double})|log2({double})|hypot({double}, {double})|pmod({double}, {double})|CAST({variant} AS DOUBLE)|try_cast({variant} AS DOUBLE)`,
  decimal: `
    0.5|1.25|-3.75|100.00|CAST(9999999999999999.99 AS DECIMAL(18,2))|12345678901234567890.12|CAST(-0.000000001 AS DECIMAL(18,9))|CAST(12.345 AS DECIMAL(10,3))|CAST({int} AS DECIMAL(12,2))|CAST({double} AS DECIMAL(20,4))|CAST({string} AS DECIMAL(10,2))|{decimal} + {decimal}|{decimal} - {decimal}
    |{decimal} * {decimal}|try_multiply({decimal}, {decimal})|pmod({decimal}, {decimal})|{decimal} * {bigint}|{decimal} / {decimal}|{decimal} % {decimal}|{decimal} * {int}|{decimal} / {int}|round({decimal}, 1)|round({decimal}, -1)|bround({decimal}, 1)|ceil({decimal})|floor({decimal})|abs({decimal})
    |coalesce({decimal}, {int})|greatest({decimal}, {decimal})|- {decimal}|ceil({decimal}, 1)|extract(SECOND FROM {timestamp})|nullif({decimal}, {decimal})
    |CAST({variant} AS DECIMAL(12,2))|to_number({string}, '999')|try_to_number({string}, 'S9.9')|try_to_number({string}, '999,999.9MI')`,
  string: `
    ''|'a'|'abc'|'Ab Cd'|'  x '|'👍ab'|'-5'|' 7 '|'1e3'|'TRUE'|'null'|'2024-13-01'|'1'|'2.5'|'2024-02-29'|'a,b,,c'|'日本é'|NULL|{string} {bar}{bar} {string}|concat({string}, {int})|upper({string})|lower({string})|initcap({string})|trim({string})|ltrim({string})|rtrim({string})
    |substring({string}, {int}, {int})|substring({string}, {int})|left({string}, {int})|right({string}, {int})|lpad({string}, 5, '*')|rpad({string}, {int}, {string})|repeat({string}, 2)|reverse({string})
    |replace({string}, {string}, {string})|translate({string}, 'abc', '12')|substring_index({string}, ',', {int})|split_part({string}, ',', {int})|regexp_replace({string}, '[a-z]', '<$0>')|regexp_extract({string}, '([a-z])(.)', 2)
    |CAST({int} AS STRING)|CAST({double} AS STRING)|CAST({decimal} AS STRING)|CAST({date} AS STRING)|CAST({timestamp} AS STRING)|CAST({boolean} AS STRING)|CAST({ints} AS STRING)|date_format({timestamp}, 'yyyy-MM-dd HH:mm:ss.SSS E')
    |date_format({date}, 'dd MMM yy D Q')|hex({int})|hex({string})|base64({string})|md5({string})|sha2({string}, 256)|concat_ws('-', {string}, {string})|array_join({strings}, ',')|array_join({strings}, ',', 'null')|soundex({string})
    |format_number({double}, 2)|format_number({decimal}, 0)|conv({string}, 10, 16)|bin({int})|chr({int})|mask({string})|url_encode({string})|overlay({string} PLACING 'zz' FROM 2 FOR 1)|nvl({string}, {string})
    |CASE WHEN {boolean} THEN {string} ELSE {string} END|if({boolean}, {string}, {string})|{strings}[{int}]|get_json_object('{{"a":[1,2,{{"b":"x"}}]}}', '$.a[2].b')|to_json(named_struct('a', {int}, 'b', {string}))|dayname({date})|monthname({date})
    |CAST({date} - {date} AS STRING)|CAST({timestamp} - {timestamp} AS STRING)|from_unixtime({int})|elt(2, {string}, {string})|quote({string})|char(65 + {int} % 20)|from_json({string}, 'a INT').a {bar}{bar} ''|typeof({int} + {bigint})|typeof({decimal} / {decimal})
    |to_char({int}, '999,999')|to_char({decimal}, 'S$999,990.99')|to_char({double}, '0999.9MI')|to_varchar({bigint}, '9G999PR')|CAST({variant} AS STRING)|to_json({variant})|schema_of_variant({variant})|variant_get({variant}, '$[0]', 'string')
    |schema_of_variant(try_parse_json({string}))|to_json(try_parse_json({string}))|to_json(named_struct('d', {date}, 't', {timestamp}), map('dateFormat', 'dd/MM/yy', 'timestampFormat', 'HH:mm'))|hex(aes_encrypt({string}, '0000111122223333', 'ECB'))
    |make_valid_utf8(encode({string}, 'utf-8'))|hex(lpad(encode({string}, 'utf-8'), {int} % 10))|upper({variant})|concat({variant}, {string})`,
  date: `
    DATE'2024-02-29'|DATE'1999-12-31'|DATE'1970-01-01'|NULL|DATE'9990-12-31'|DATE'0001-01-01'|DATE'1582-10-15'|date_add({date}, {int} % 1000)|date_sub({date}, {int} % 1000)|add_months({date}, {int} % 100)|last_day({date})|next_day({date}, 'Mon')|trunc({date}, 'MM')|trunc({date}, 'week')|trunc({date}, 'quarter')|CAST({timestamp} AS DATE)
    |to_date('2024-03-05')|to_date('05/03/2024', 'dd/MM/yyyy')|make_date(2024, 2, 28)|coalesce({date}, {date})|greatest({date}, {date})|{date} + INTERVAL '1' MONTH|{date} + INTERVAL '3' DAY|{date} - 1|CAST({string} AS DATE)|try_cast({string} AS DATE)|date_from_unix_date({int} % 100000)|CAST({variant} AS DATE)|try_cast({variant} AS DATE)`,
  timestamp: `
    TIMESTAMP'2024-02-29 13:14:15.678'|TIMESTAMP'1969-12-31 23:59:59'|NULL|TIMESTAMP'9990-12-31 23:59:59.999'|TIMESTAMP'0001-01-01 00:00:00'|TIMESTAMP'1900-01-01 00:00:00'|CAST({date} AS TIMESTAMP)|date_trunc('HOUR', {timestamp})|date_trunc('WEEK', {timestamp})|date_trunc('month', {timestamp})|{timestamp} + INTERVAL '1 02:03:04' DAY TO SECOND|{timestamp} - INTERVAL 90 MINUTES|{timestamp} + INTERVAL '1-1' YEAR TO MONTH
    |to_timestamp('2024-03-05 01:02:03')|to_timestamp('20240305', 'yyyyMMdd')|timestamp_seconds({int})|timestamp_millis({int})|dateadd(DAY, {int} % 100, {timestamp})|timestampadd(MONTH, {int} % 100, {timestamp})|from_utc_timestamp({timestamp}, 'Asia/Tokyo')|to_utc_timestamp({timestamp}, 'America/New_York')|CAST({int} AS TIMESTAMP)|greatest({timestamp}, {timestamp})|make_timestamp(2024, 1, 2, 3, 4, 5.678)|{date} + INTERVAL '5' HOUR|CAST({string} AS TIMESTAMP)|try_cast({string} AS TIMESTAMP)`,
  variant: `
    parse_json('1')|parse_json('"x"')|parse_json('{{"a":1.50,"b":[1,null,"x"],"c":{{"d":true}}}}')|parse_json('[1.0,2e3,-0.5,12345678901234567890]')|parse_json('null')|parse_json('{{"a":"2024-02-29"}}')|NULL
    |CAST({int} AS VARIANT)|CAST({bigint} AS VARIANT)|CAST({decimal} AS VARIANT)|CAST({double} AS VARIANT)|CAST({string} AS VARIANT)|CAST({boolean} AS VARIANT)|CAST({ints} AS VARIANT)|CAST({strings} AS VARIANT)
    |to_variant_object(named_struct('b', {int}, 'a', {string}))|to_variant_object(map('a', {double}))|if({boolean}, {variant}, {variant})|coalesce({variant}, {variant})|variant_get({variant}, '$.a')|variant_get({variant}, '$[1]')|try_parse_json({string})|array({variant}, {variant})[0]`,
  ints: `
    array(1, 2, 3)|array()|array(1, NULL, 2)|array({int}, {int})|sequence(1, 4)|transform({ints}, x -> x + 1)|filter({ints}, x -> x > 1)|sort_array({ints})|sort_array({ints}, false)|array_distinct({ints})|array_union({ints}, {ints})|array_intersect({ints}, {ints})|array_except({ints}, {ints})
    |array_remove({ints}, {int})|slice({ints}, 2, 1)|slice({ints}, {int}, 2)|concat({ints}, {ints})|reverse({ints})|array_repeat({int}, 2)|flatten(array({ints}, {ints}))|array_append({ints}, {int})|array_prepend({ints}, {int})|array_compact({ints})|array_insert({ints}, {int}, {int})|zip_with({ints}, {ints}, (x, y) -> x + y)|map_values(map('a', {int}, 'b', {int}))|array_sort({ints})|array_sort({ints}, (a, b) -> b - a)|transform({ints}, (x, i) -> x * i)`,
  strings: `
    array('a', 'b')|split({string}, ',')|split({string}, '[ab]', 2)|array({string}, {string})|transform({strings}, x -> upper(x))|array_sort({strings})|map_keys(map('k', {int}))|transform({ints}, x -> CAST(x AS STRING))|regexp_extract_all({string}, '([a-z])')|array_distinct({strings})|sort_array({strings}, false)`,
  query: `
    SELECT window.start, window.end, count(*) AS n, sum(a) AS s FROM (SELECT CAST(d AS TIMESTAMP) AS ts, a FROM <t>) GROUP BY window(ts, '3 days', '1 day') ORDER BY 1
    ,,SELECT b, window.end AS e, max(a) AS m FROM (SELECT CAST(d AS TIMESTAMP) AS ts, a, b FROM <t>) GROUP BY b, window(ts, '36 hours') HAVING count(*) > 0 ORDER BY b, e
    ,,SELECT b, max_by(a, d, 2) AS m, min_by(d, d, 1) AS n, bitmap_count(bitmap_construct_agg(a)) AS c FROM <t> GROUP BY b ORDER BY b
    ,,SELECT b, median(d - DATE'2024-01-01') AS m, percentile(d - DATE'2024-01-01', 0.3) AS p FROM <t> GROUP BY b ORDER BY b
    ,,SELECT a, b FROM <t> QUALIFY row_number() OVER (PARTITION BY b ORDER BY a, d) = 1
    ,,SELECT b, sum(a) AS s, rank() OVER (ORDER BY sum(a)) AS r FROM <t> GROUP BY b QUALIFY r = 1
    ,,SELECT b, schema_of_variant_agg(CAST(a AS VARIANT)) AS s, schema_of_variant_agg(CAST(c AS VARIANT)) AS u FROM <t> GROUP BY b ORDER BY b
    ,,SELECT t.a, e.pos, CAST(e.value AS INT) AS v FROM <t>, LATERAL variant_explode(CAST(t.xs AS VARIANT)) AS e ORDER BY ALL
    ,,SELECT a, to_char(c, '99.99') AS k, variant_get(to_variant_object(named_struct('k', b)), '$.k', 'string') AS v FROM <t> ORDER BY a, k
    ,,SELECT b, count(*) AS n, sum(a) AS s, avg(c) AS v, min(d) AS m, max(b) AS x FROM <t> GROUP BY b ORDER BY b
    ,,SELECT a + {int} AS r, b {bar}{bar} {string} AS s FROM <t> WHERE {boolean} OR a > 1 ORDER BY a, b
    ,,SELECT a, b, sum(c) AS s, grouping_id(a, b) AS g FROM <t> GROUP BY ROLLUP (a, b) ORDER BY g, a, b
    ,,SELECT a, b, count(*) AS n FROM <t> GROUP BY CUBE (a, b) ORDER BY ALL
    ,,SELECT b, a, row_number() OVER (PARTITION BY b ORDER BY a, d) AS r, lag(a, 1, {int}) OVER (ORDER BY a, d) AS l FROM <t>
    ,,SELECT a, sum(a) OVER (ORDER BY a, d ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS s, avg(c) OVER (PARTITION BY b) AS v FROM <t>
    ,,SELECT a, rank() OVER (ORDER BY b) AS r, dense_rank() OVER (ORDER BY b DESC) AS q, percent_rank() OVER (ORDER BY b) AS p, cume_dist() OVER (ORDER BY b) AS u, ntile(2) OVER (ORDER BY a, d) AS n FROM <t>
    ,,SELECT d, count(*) OVER (ORDER BY d RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW) AS n FROM <t>
    ,,SELECT a, x FROM <t> LATERAL VIEW explode(xs) e AS x WHERE x > {int}
    ,,SELECT a, p, x FROM <t> LATERAL VIEW OUTER posexplode(xs) e AS p, x
    ,,SELECT explode(xs) AS x, a FROM <t> ORDER BY a, x
    ,,SELECT a, b FROM <t> EXCEPT SELECT a, b FROM <t> WHERE a > {int}
    ,,SELECT a FROM <t> INTERSECT ALL SELECT a FROM <t> WHERE {boolean}
    ,,SELECT a, {decimal} AS r FROM <t> UNION ALL SELECT a, {int} FROM <t>
    ,,SELECT t.a, u.b FROM <t> LEFT JOIN (SELECT a, b FROM <t>) AS u ON t.a = u.a AND u.b > {string} ORDER BY t.a, u.b
    ,,SELECT * FROM (SELECT a, b FROM <t>) x FULL JOIN (SELECT a, c FROM <t>) y USING (a) ORDER BY ALL
    ,,SELECT a FROM <t> WHERE a NOT IN (SELECT a FROM <t> WHERE a IS NOT NULL AND a > {int})
    ,,SELECT a, (SELECT max(u.c) FROM <u> WHERE u.a = t.a) AS m FROM <t>
    ,,SELECT a FROM <t> WHERE EXISTS (SELECT 1 FROM <u> WHERE u.a = t.a AND u.c > {decimal})
    ,,SELECT * FROM (SELECT b, a, c FROM <t>) PIVOT (sum(c) AS s, count(*) AS n FOR a IN (1, 2 AS two))
    ,,SELECT a, k, v FROM (SELECT a, a * 2 AS p, a + 1 AS q FROM <t>) UNPIVOT (v FOR k IN (p AS x, q))
    ,,FROM <t> |> WHERE a > {int} |> EXTEND a * 2 AS e |> AGGREGATE sum(e) AS s, count(*) AS n GROUP BY b |> ORDER BY b
    ,,FROM <t> |> SELECT a, b |> SET a = a + {int} |> DROP b |> ORDER BY a
    ,,SELECT b, collect_list(a) AS l, count(DISTINCT a) AS n, count_if(a > 1) AS c, max_by(b, a) AS m FROM <t> GROUP BY b
    ,,SELECT percentile(a, 0.5) AS p, median(c) AS m, stddev(a) AS s, var_pop(c) AS v, skewness(a) AS k, approx_percentile(a, 0.5) AS q, kurtosis(a) AS u FROM <t>
    ,,SELECT sum(a) FILTER (WHERE b = {string}) AS f, bool_or(a > {int}) AS o, every(a > 0) AS e, first(a, true) AS i, bit_or(a) AS z FROM <t>
    ,,SELECT a, b FROM <t> QUALIFY row_number() OVER (PARTITION BY b ORDER BY a DESC, d) = 1
    ,,SELECT b, sum(a) AS s FROM <t> GROUP BY b HAVING sum(a) > {int}
    ,,SELECT DISTINCT b, size(xs) AS n FROM <t> ORDER BY b, n
    ,,WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT n * {int} AS m FROM r
    ,,SELECT struct(a, b) AS s, map('k', c) AS m, named_struct('x', xs) AS n FROM <t> ORDER BY a, d
    ,,SELECT max(struct(a, b)).b AS m, min(struct(b, a)).a AS n FROM <t>
    ,,SELECT transform(xs, x -> x + a) AS r, filter(xs, x -> x > {int}) AS f, exists(xs, x -> x = a) AS e FROM <t>
    ,,SELECT year(d) AS y, date_trunc('MONTH', d) AS m, count(*) AS n FROM <t> GROUP BY ALL ORDER BY ALL`,
  other: `
    named_struct('a', {int}, 'b', {string})|struct({int}, {string})|array(named_struct('x', {int}))|map('a', {int}, 'b', {int})|map_filter(map('a', {int}, 'b', {int}), (k, v) -> v > 0)|transform_values(map('a', {int}), (k, v) -> v + 1)|map_from_arrays(array('x', 'y'), array({int}, {int}))|str_to_map('a:1,b:2')|arrays_zip({ints}, {strings})|map_entries(map('a', {int}))
    |from_json('{{"a":1,"b":["x"]}}', 'a INT, b ARRAY<STRING>')|map_concat(map('a', {int}), map('b', {int}))|array({date}, {date})|array({double}, {decimal})|{date} - {date}|{timestamp} - {timestamp}|INTERVAL '1-2' YEAR TO MONTH * {int}|array({ints}, {ints})|transform({ints}, x -> named_struct('v', x))|to_binary({string}, 'utf-8')|encode({string}, 'UTF-8')|unhex({string})`,
};

/** What `<t>` and `<u>` stand for in a query: rows with NULLs, ties and empty lists. */
export const TABLES: Readonly<Record<string, string>> = Object.fromEntries(
  ['t', 'u'].map((name) => [
    name,
    `VALUES (1, 'x', 1.50, DATE'2024-01-01', array(1, 2)), (2, 'y', 2.25, DATE'2024-01-02', array()), (2, 'x', -3.00, DATE'2024-02-29', array(3, NULL)), (NULL, 'y', 4.75, DATE'2024-03-05', NULL), (5, NULL, NULL, DATE'2024-03-06', array(5)) AS ${name}(a, b, c, d, xs)`,
  ]),
);
