const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Functions that Databricks has and that are refused by name, by the reason. The documentation is made of this list. */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'values that differ from run to run': names(`
    uniform randstr shuffle monotonically_increasing_id spark_partition_id input_file_name
    input_file_block_start input_file_block_length`),
  'approximations by sketches': names(`
    count_min_sketch approx_top_k approx_top_k_accumulate approx_top_k_combine approx_top_k_estimate histogram_numeric
    hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg kll_sketch_agg_bigint kll_sketch_agg_double
    kll_sketch_agg_float theta_sketch_agg theta_sketch_estimate theta_union theta_union_agg theta_intersection_agg
    kll_merge_agg_bigint kll_merge_agg_double kll_merge_agg_float kll_sketch_get_n_bigint kll_sketch_get_n_double
    kll_sketch_get_n_float kll_sketch_get_quantile_bigint kll_sketch_get_quantile_double kll_sketch_get_quantile_float
    kll_sketch_get_rank_bigint kll_sketch_get_rank_double kll_sketch_get_rank_float kll_sketch_merge_bigint
    kll_sketch_merge_double kll_sketch_merge_float kll_sketch_to_string_bigint kll_sketch_to_string_double
    kll_sketch_to_string_float theta_difference theta_intersection tuple_difference_double tuple_difference_integer
    tuple_difference_theta_double tuple_difference_theta_integer tuple_intersection_agg_double
    tuple_intersection_agg_integer tuple_intersection_double tuple_intersection_integer
    tuple_intersection_theta_double tuple_intersection_theta_integer tuple_sketch_agg_double tuple_sketch_agg_integer
    tuple_sketch_estimate_double tuple_sketch_estimate_integer tuple_sketch_summary_double
    tuple_sketch_summary_integer tuple_sketch_theta_double tuple_sketch_theta_integer tuple_union_agg_double
    tuple_union_agg_integer tuple_union_double tuple_union_integer tuple_union_theta_double tuple_union_theta_integer`),
  'formats other than JSON and CSV': names(`
    from_xml to_xml schema_of_xml from_avro to_avro schema_of_avro from_protobuf to_protobuf`),
  'changes of a VARIANT': names(`
    is_valid_variant variant_array_append variant_delete
    variant_insert variant_set variant_strip_nulls try_variant_array_append try_variant_insert try_variant_set`),
  'intervals out of their range': names('try_make_interval'),
  'other hashes': names('hmac'),
  'texts of numbers by a pattern, and words of a language': names('sentences jaro_winkler_similarity'),
  'other digits and bytes': names('to_base32 from_base32'),
  nanoseconds: names('timestamp_nanos unix_nanos'),
  'what runs on a warehouse': names(`
    ai_query ai_gen ai_classify ai_extract ai_summarize ai_translate ai_similarity ai_forecast ai_analyze_sentiment
    ai_fix_grammar ai_mask vector_search http_request read_files cloud_files secret try_secret java_method reflect
    try_reflect version event_log table_changes list_secrets python_worker_logs
    sql_keywords current_path measure is_account_group_member is_member`),
  vectors: names(`
    vector_avg vector_cosine_similarity vector_inner_product vector_l2_distance vector_norm vector_normalize vector_sum`),
  'times without a date': names(`
    time time_diff time_trunc make_time to_time try_to_time current_time localtime time_bucket time_from_micros
    time_from_millis time_from_seconds time_to_micros time_to_millis time_to_seconds`),
  'places on the earth': names(`
    st_point st_geomfromtext st_distance st_contains st_area st_asbinary st_geogfromwkb st_geomfromwkb st_setsrid st_srid
    h3_longlatash3 h3_polyfillash3`),
  collations: names('collate collation collations'),
  'counts of what changed': names('counter_diff collect_union'),
};
export const isRefused = (name: string): boolean => Object.values(REFUSED).some((all) => all.includes(name));

/** What is answered, and told less of than Databricks tells, for there are no files and no Delta here. */
export const TOLD_LESS: readonly string[] = [
  'DESCRIBE DETAIL: where the files are, how many and how large, and the versions and features of Delta’s protocol are NULL',
  'DESCRIBE EXTENDED and SHOW TABLE EXTENDED: no location, no statistics and nothing that Spark says of itself; of a view its text is told to its owner only',
  'SHOW TBLPROPERTIES and SHOW CREATE TABLE: the properties that people gave and the constraints, none that Delta adds',
  'DESCRIBE FUNCTION EXTENDED: neither whether it is deterministic, nor what data it reads, nor configurations; SHOW FUNCTIONS: those that are computed here',
  'SHOW VOLUMES and `information_schema` of keys, tags and volumes: none, for none can be made; `routines`: neither whether one is deterministic, nor what data it reads',
];

/** Syntax that Databricks has and that is refused by name. */
export const REFUSED_SYNTAX: readonly string[] = [
  'variables of a session, and in scripts cursors, conditions, `CONTINUE` handlers, `SIGNAL` and `GET DIAGNOSTICS`, results of more than 10,000 rows',
  '`CREATE FUNCTION` in other languages than SQL, `CREATE TEMPORARY FUNCTION`, `CREATE VOLUME`, `SET TAGS`, `COMMENT ON` but tables, columns and schemas, changes of several columns in one ALTER COLUMN, CLUSTER BY AUTO',
  "SQL functions in a column's default, a generated column, a CHECK or a parameter's default; more than 1,000 calls of them in a statement; `f(*)`; a random value given to one; one with a subquery beside aggregates, of a window function or in ON; `CREATE OR REPLACE` of one with parameters of other types; `DESCRIBE FUNCTION` of a built-in one",
  '`window` and `session_window` beside `*`, more than one of them, gaps that differ from row to row',
  '`rand` and `randn` with a seed; a random value that is used again by an alias, is a key of GROUP BY beside the select list, or is asked for together with a subquery',
  'named arguments (`f(a => 1)`) but of explode, inline and functions in SQL, table functions other than generators, `range` and functions in SQL',
  '`COLLATE` other than in a comparison, IN and BETWEEN, collations of languages, a comparison of a CHAR with what is neither a literal nor a column, a VARIANT of dates, of timestamps and of bytes, TIME literals',
  'intervals of months and days in one, but `make_interval` to move dates and timestamps; years before 0 and after 9999',
  '`TABLESAMPLE` by buckets and `REPEATABLE`, time travel (`VERSION AS OF`), `TRANSFORM … USING`',
  '`PIVOT` with a query in IN, recursion by UNION without ALL, an outer column inside an aggregate',
  '`DROP COLUMN` and `RENAME COLUMN` of a table with constraints, generated columns or that column as its partition, changes of a column’s type, constraints in CREATE TABLE, PARTITION clauses',
  'assignments to generated columns, to several fields of one struct, and to items of an array or a map',
  '`EXPLAIN` EXTENDED, COST and CODEGEN, `DESCRIBE HISTORY`, `DESCRIBE … PARTITION`, `SHOW TABLES DROPPED`, `OPTIMIZE`, `VACUUM`, `RESTORE`, `COPY INTO`',
  '`SET` of a parameter to another value than it has, table properties of Delta that change what statements do (`delta.appendOnly`) or whose value is none, `CREATE TABLE … LIKE` a table with identity columns',
  'XPath with prefixes of names, and in texts that are no well-formed XML or have a DOCTYPE',
  'regular expressions with possessive quantifiers, atomic groups, classes in classes, flags in the middle',
  'functions of texts and patterns that take more than a second, maps of more than 100,000 keys, rows of which 2,048 take more than 128 MiB',
];
