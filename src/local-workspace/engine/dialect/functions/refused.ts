/** Functions that Databricks has and that are refused by name, by the reason. Documentation is made of this list. */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'values that differ from run to run':
    'rand random randn uuid uniform randstr shuffle monotonically_increasing_id spark_partition_id input_file_name input_file_block_start input_file_block_length'.split(
      ' ',
    ),
  'approximations by sketches':
    'count_min_sketch approx_top_k approx_top_k_accumulate approx_top_k_combine approx_top_k_estimate hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg histogram_numeric kll_sketch_agg_bigint kll_sketch_agg_double kll_sketch_agg_float theta_sketch_agg theta_sketch_estimate theta_union theta_union_agg theta_intersection_agg bitmap_bit_position bitmap_bucket_number bitmap_construct_agg bitmap_count bitmap_or_agg bitmap_and_agg'.split(
      ' ',
    ),
  'formats other than JSON':
    'from_csv to_csv schema_of_csv from_xml to_xml schema_of_xml xpath xpath_boolean xpath_double xpath_float xpath_int xpath_long xpath_number xpath_short xpath_string from_avro to_avro schema_of_avro from_protobuf to_protobuf'.split(
      ' ',
    ),
  'the type VARIANT':
    'parse_json try_parse_json to_variant_object is_variant_null variant_get try_variant_get schema_of_variant schema_of_variant_agg variant_explode variant_explode_outer'.split(
      ' ',
    ),
  'intervals of months and days in one': 'make_interval try_make_interval'.split(' '),
  'ciphers and other hashes': 'aes_encrypt aes_decrypt try_aes_decrypt hash murmur3_hash'.split(' '),
  'texts of numbers by a pattern': 'to_number try_to_number to_char to_varchar sentences'.split(' '),
  'what runs on a warehouse':
    'ai_query ai_gen ai_classify ai_extract ai_summarize ai_translate ai_similarity ai_forecast ai_analyze_sentiment ai_fix_grammar ai_mask vector_search http_request read_files cloud_files secret try_secret java_method reflect try_reflect session_window window window_time version event_log table_changes list_secrets'.split(
      ' ',
    ),
  'times without a date': 'time_diff time_trunc make_time to_time try_to_time current_time'.split(' '),
  'places on the earth':
    'st_point st_geomfromtext st_distance st_contains st_area h3_longlatash3 h3_polyfillash3'.split(' '),
  collations: 'collate collation collations'.split(' '),
};
export const isRefused = (name: string): boolean => Object.values(REFUSED).some((names) => names.includes(name));
