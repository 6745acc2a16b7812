/** What is said of SQL, its guard and its statements, in English. */
export const enSql = {
  'sql.summary': 'Say whether SQL statements may run here, and why not. Runs nothing.',
  'sql.file': 'The file with the statements, in UTF-8; - or none for standard input.',
  'sql.policy': 'Judge by this policy (read, write, update) and not by the settings.',
  'sql.json': 'Print a line of JSON for each statement.',
  'sql.jsonl': 'Each line of the input is JSON with one statement, as {"sql": "SELECT 1"}. Prints JSON, too.',
  'sql.notes': `Exit codes:
  0  every statement may run
  1  at least one is refused
  2  nothing was judged: a file cannot be read, --jsonl found no line, or an argument or a setting is wrong

A line of JSON has class, verdict (allow or refuse), code, reason, line and column. Code and reason are null where the
statement may run. With --jsonl, line and column count in the statement; for a line without one they are its own.`,
  'sql.run_summary': 'Run SQL as far as the guard lets it through, and print or save the rows.',
  'sql.run_statement': 'The statement; - or none for standard input.',
  'sql.run_file': 'A file with statements, in UTF-8. They are run one by one.',
  'sql.run_param': 'A value for :NAME, such as city=Oslo or day:DATE=2024-01-31. May be given several times.',
  'sql.run_format': 'table, csv, json, jsonl or arrow. That of the ending of --out, else table.',
  'sql.run_out': 'Save the rows in this new file, whole or not at all.',
  'sql.run_limit': 'At most so many rows.',
  'sql.run_catalog': 'The catalog of names without one.',
  'sql.run_schema': 'The schema of names without one.',
  'sql.run_notes': `Exit codes:
  0    every statement ran
  1    a statement failed, or the workspace could not be reached
  2    the arguments do not fit, or a file cannot be read or written
  3    the guard refused a statement; none was run
  130  stopped with Ctrl-C; the statement was cancelled on the SQL warehouse`,
  'usage.one_statement': '--out takes the rows of one statement, but there are {count}. Run them one by one.',
  'usage.statement_and_file': 'Give a statement or --file, not both. See: lakegoose sql run --help',
  'usage.no_table_file': 'A table is for the terminal. For a file choose csv, json, jsonl or arrow.',
  'usage.arrow_on_terminal': 'Arrow is not for reading on a terminal. Save it with --out FILE.arrow.',
  'usage.no_arrow':
    'Arrow comes by links to a storage, which LAKEGOOSE_RESULTS=inline or the administrators forbid. Choose csv, json or jsonl.',
  'usage.no_format':
    'The format of {file} is not clear. Add --format csv, json, jsonl or arrow, or let the name end in .csv.',
  'usage.unquoted': 'Put the whole statement in quotes: lakegoose {verb} "{word} …"',
  'sql.waiting': 'Waiting for SQL warehouse {name} ({state}), {seconds} s …',
  'sql.running': 'Running on SQL warehouse {name}, {seconds} s …',
  'sql.fetched_rows': '{rows} of {total} rows, {seconds} s …',
  'sql.fetched_bytes': '{megabytes} MB, {seconds} s …',
  'sql.stopped_at': 'Statement {number} of {count}, at line {line}, did not succeed. Those after it were not run.',
  'sql.took': '({seconds} s, SQL warehouse {name})',
  'sql.no_rows': 'The statement ran and returned no rows.',
  'sql.rows': 'Rows: {rows}.',
  'sql.rows_limited': 'Rows: {rows}. There are more: --limit held them back.',
  'sql.rows_cut': 'Rows: {rows}. There are more, too many to show. Save all of them with --out FILE.csv.',
  'sql.saved': 'Rows saved: {rows} ({bytes} bytes), in {path}.',
  'sql.saved_limited': 'There are more rows: --limit held them back.',
  'sql.saved_cut':
    'There are more rows: the SQL warehouse held them back, because the result is too large. Save less at once.',
  'sql.formulas':
    '{cells} cells begin with =, +, - or @. A spreadsheet runs such cells as formulas: import their columns as text.',
  'sql.no_file': 'There is no file {path}. Give the path of a file, or - for standard input.',
  'sql.is_folder': '{path} is a folder. Give the path of a file, or - for standard input.',
  'sql.not_readable': '{path} cannot be read ({reason}). Give the path of a file, or - for standard input.',
  'sql.type_here': 'Type SQL, then Ctrl-D. (Ctrl-C ends without an answer.)',
  'sql.not_utf8':
    'NOT_TEXT: at line {line}, column {column} stands what is no character of UTF-8. Save the file as UTF-8.',
  'sql.utf16': 'NOT_TEXT: this is text in UTF-16. Save the file as UTF-8.',
  'sql.binary': 'NOT_TEXT: this is a binary file, and not SQL. Give a text file in UTF-8.',
  'sql_check.no_line': 'The input has no line with a statement. Right: {"sql": "SELECT 1"}',
  'sql.line_not_json': 'BAD_JSON_LINE: line {line} is not JSON. Right: {"sql": "SELECT 1"}',
  'sql.line_without_sql': 'BAD_JSON_LINE: line {line} has no "sql". Right: {"sql": "SELECT 1"}',
  'sql.line_sql_not_text': 'BAD_JSON_LINE: "sql" in line {line} is not a text. Right: {"sql": "SELECT 1"}',
  'sql.total': 'Allowed: {allowed}. Refused: {refused}. (Policy: {policy})',
  'sql.allowed': 'allowed ({class})',
  'sql.refused': 'refused',
  'statements.failed': 'The statement failed. Correct it and run it again. {message}{mark}',
  'statements.too_large':
    'The result is larger than 25 MiB. More comes only by links to a storage, which LAKEGOOSE_RESULTS=inline or the administrators forbid. Ask for fewer columns or rows, or save sums of them.',
  'statements.syntax': 'This is not SQL that Databricks can read. Correct it at the marked place. {message}{mark}',
  'look.tables': 'SHOW TABLES IN …',
  'look.schemas': 'SHOW CATALOGS and SHOW SCHEMAS IN …',
  'look.outcome': 'in the query history of the workspace',
  'statements.no_such_table':
    'There is no such table, or you may not see it. Look for it with {look}, or in the Catalog Explorer. {message}{mark}',
  'statements.no_such_table_near':
    'There is no such table, or you may not see it. Did you mean {meant}? {message}{mark}',
  'statements.no_such_schema':
    'There is no such catalog or schema, or you may not see it. Look for it with {look}, or in the Catalog Explorer. {message}{mark}',
  'statements.no_such_schema_near':
    'There is no such catalog or schema, or you may not see it. Did you mean {meant}? {message}{mark}',
  'statements.not_permitted':
    'You may not do this. Ask an administrator or the owner of the data for: GRANT {privilege} ON {on} TO <you>. {message}{mark}',
  'statements.cancelled': 'The statement was cancelled. Run it again if its result is still wanted.',
  'statements.too_slow':
    'The statement took longer than {seconds} seconds and was cancelled on the warehouse. Ask for less: fewer rows, a WHERE, an aggregate. Or allow more: LAKEGOOSE_STATEMENT_SECONDS.',
  'statements.nobody_asked':
    'The statement was cancelled on the warehouse, because nobody asked for its result for {seconds} seconds. Run it again.',
  'statements.closed':
    'The result of statement {id} is gone: the workspace keeps it for an hour. Run the statement again.',
  'statements.unknown':
    'There is no statement {id} that lakegoose has run for you on this workspace. Check the statement_id, or run the statement again.',
  'statements.out_of_reach':
    'The workspace could not be reached while the statement {id} was under way. It may still be running. lakegoose ends it at its time limits, when it ends itself, or at its next start as a server of tools. See what became of it {look}, statement_id {id}.',
  'statements.lost':
    'It is not known whether the statement runs, because the answer of the workspace was lost. lakegoose looks for it in the query history and cancels it where it runs. What it writes may be written all the same. Look before running it again, and see what became of it {look}, statement_id {id}.',
  'statements.cancel_unconfirmed':
    'The workspace has not confirmed yet that the statement {id} is cancelled. lakegoose goes on asking for it. See what became of it {look}, statement_id {id}.',
  'statements.no_warehouse':
    'There is no SQL warehouse on {host} that you may use. Ask an administrator for "Can use" on one, or set DATABRICKS_SQL_WAREHOUSE_ID.',
  'statements.no_such_warehouse':
    'There is no SQL warehouse {id} on {host}. Set DATABRICKS_SQL_WAREHOUSE_ID to one that you may use: {usable}. The workspace said: {message}',
  'statements.warehouse_not_permitted':
    'You may not use the SQL warehouse {id}. Ask an administrator for "Can use" on it, or set DATABRICKS_SQL_WAREHOUSE_ID to one that you may use: {usable}. The workspace said: {message}',
  'statements.warehouse_not_started':
    'The SQL warehouse {name} is stopped, and you may not start it. Ask an administrator to start it, or set DATABRICKS_SQL_WAREHOUSE_ID to another that you may use: {usable}. The workspace said: {message}',
  'guard.EMPTY_STATEMENT': 'EMPTY_STATEMENT: there is no statement.',
  'guard.MULTIPLE_STATEMENTS':
    'MULTIPLE_STATEMENTS ({class}): a second statement, "{words}", begins at line {line}, column {column}.',
  'guard.TOO_LONG': 'TOO_LONG: a statement may have 500,000 bytes at the most.',
  'guard.NOT_TEXT': 'NOT_TEXT: there is half a character at line {line}, column {column}, so this is not text.',
  'guard.UNREADABLE_CHARACTER':
    'UNREADABLE_CHARACTER: "{words}" at line {line}, column {column} begins with a character that SQL does not have outside quotes.',
  'guard.OPEN_QUOTE': 'OPEN_QUOTE: the quote at line {line}, column {column} ("{words}") is never closed.',
  'guard.OPEN_COMMENT': 'OPEN_COMMENT: the comment at line {line}, column {column} is never closed.',
  'guard.SUBSTITUTION':
    'SUBSTITUTION: "{words}" at line {line}, column {column} would be replaced by other text before it is read, even inside quotes.',
  'guard.DOLLAR_QUOTE':
    'DOLLAR_QUOTE: the body in dollar quotes at line {line}, column {column} can only stand in the definition of a routine or a view.',
  'guard.MISPLACED_HINT':
    'MISPLACED_HINT: "{words}" at line {line}, column {column} is a hint, and hints stand directly after SELECT.',
  'guard.UNBALANCED': 'UNBALANCED: the bracket "{words}" at line {line}, column {column} has no partner.',
  'guard.BROKEN_SCRIPT': 'BROKEN_SCRIPT: the script at line {line}, column {column} cannot be followed to its END.',
  'guard.UNKNOWN_STATEMENT':
    'UNKNOWN_STATEMENT: "{words}" at line {line}, column {column} begins no statement that is known to be safe.',
  'guard.ADDS':
    'ADDS ({class}): "{words}" at line {line}, column {column} adds rows or objects, and only reading is allowed.',
  'guard.CHANGES_ROWS':
    'CHANGES_ROWS ({class}): "{words}" at line {line}, column {column} changes rows that are there, which is not allowed.',
  'guard.REMOVES':
    'REMOVES ({class}): "{words}" at line {line}, column {column} removes data, history, files or definitions. That never runs here.',
  'guard.REPLACES':
    'REPLACES ({class}): "{words}" at line {line}, column {column} overwrites data or a definition. That never runs here.',
  'guard.UPDATES_ALL_ROWS':
    'UPDATES_ALL_ROWS ({class}): "{words}" at line {line}, column {column} changes every row, because no condition picks some. Name the rows in a WHERE.',
  'guard.RUNS_HIDDEN_SQL':
    'RUNS_HIDDEN_SQL ({class}): "{words}" at line {line}, column {column} runs SQL that cannot be seen here.',
  'guard.ADMINISTERS':
    'ADMINISTERS ({class}): "{words}" at line {line}, column {column} changes permissions, settings or governance. That never runs here.',
  'guard.RUNS_CODE':
    'RUNS_CODE ({class}): "{words}" at line {line}, column {column} runs or loads a program. That never runs here.',
  'guard.MOVES_FILES':
    'MOVES_FILES ({class}): "{words}" at line {line}, column {column} moves files, or copies them to or from a machine. That never runs here.',
  'guard.FUNCTION_REACHES_OUT':
    'FUNCTION_REACHES_OUT ({class}): the function "{words}" at line {line}, column {column} reaches out of the data, or its name cannot be seen.',
  'guard.AI_FUNCTION':
    'AI_FUNCTION ({class}): "{words}" at line {line}, column {column} sends data to a model, which LAKEGOOSE_AI_FUNCTIONS=refuse forbids.',
  'guard.OUT_OF_SCOPE':
    'OUT_OF_SCOPE ({class}): "{words}" at line {line}, column {column} is outside of the schemas that may be used.',
  'guard.SCOPE_UNCLEAR':
    'SCOPE_UNCLEAR ({class}): which table "{words}" at line {line}, column {column} means cannot be seen, and only some schemas may be used.',
  'guard.POLICY_UNREADABLE':
    'POLICY_UNREADABLE ({class}): the policy file of the administrators cannot be read, so nothing runs.',
  'guard.advice_reads': 'Allowed: SELECT, WITH, VALUES, SHOW, DESCRIBE, EXPLAIN.',
  'guard.advice_correct': 'Correct the statement and send it again.',
  'guard.advice_one_at_a_time': 'Send one statement per call.',
  'guard.advice_setting':
    'To see what it would do, put EXPLAIN before it. To allow it, a person sets LAKEGOOSE_SQL_POLICY={policy} in .env.',
  'guard.advice_setting_alone': 'To allow it, a person sets LAKEGOOSE_SQL_POLICY={policy} in .env.',
  'guard.advice_instead': 'Allowed instead: {sql}',
  'guard.advice_explain': 'To see what it would do, put EXPLAIN before it. To have it done, ask an administrator.',
  'guard.advice_administrator': 'Ask an administrator.',
  'guard.advice_leave_out': 'Leave the function out.',
  'guard.advice_send_itself': 'Send the statement that it would run, as it is.',
  'guard.advice_scope': 'Use a table of {scope} (LAKEGOOSE_SQL_SCOPE), or ask an administrator.',
  'guard.advice_full_names':
    'Name the table in full, as catalog.schema.table, and not by IDENTIFIER(…), or say in which catalog and schema it is.',
  'guard.advice_no_function': 'Read a table by its name. What a function in FROM reads cannot be seen.',
  'guard.advice_backquotes': 'If {word} is a name, put it in backquotes.',
  'guard.advice_plain':
    'Send one query, or one statement that names its tables, and no script, file or definition of a function.',
};
