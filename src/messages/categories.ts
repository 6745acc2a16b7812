import type { MessageCode } from './say.ts';

/** What kind of failure it is, and so who can repair it. The word stands in every error that a model reads. */
export const categories = [
  'arguments',
  'sql',
  'refused',
  'not-found',
  'permission',
  'sign-in',
  'settings',
  'file',
  'time',
  'network',
  'workspace',
  'cancelled',
  'fault',
] as const;
export type Category = (typeof categories)[number];

type Family =
  | 'databricks'
  | 'files'
  | 'guard'
  | 'lineage'
  | 'notebook'
  | 'settings'
  | 'sign_in'
  | 'statements'
  | 'usage';
type Single =
  | 'mcp.bad_arguments'
  | 'mcp.no_terminal'
  | 'mcp.port_taken'
  | 'mcp.too_slow'
  | 'sql.binary'
  | 'sql.is_folder'
  | 'sql.no_file'
  | 'sql.not_readable'
  | 'sql.not_utf8'
  | 'sql.utf16';
/** Sentences of those families that are no errors: advice, what settings are for, a part of another error. */
type NoError =
  | `guard.advice_${string}`
  | `settings.${Uppercase<string>}`
  | 'settings.example_head'
  | 'lineage.not_in_time';

/** The errors that whoever uses a tool or `lakegoose sql run` can meet. */
export type ErrorCode = Exclude<Extract<MessageCode, `${Family}.${string}` | Single>, NoError>;

/** The catalogue: every error has its category, or this does not compile. `docs/errors.md` is made from it. */
export const categoryByCode: Readonly<Record<ErrorCode, Category>> = {
  'mcp.bad_arguments': 'arguments',
  'mcp.too_slow': 'time',
  'mcp.port_taken': 'arguments',
  'mcp.no_terminal': 'settings',

  'guard.EMPTY_STATEMENT': 'sql',
  'guard.MULTIPLE_STATEMENTS': 'sql',
  'guard.TOO_LONG': 'sql',
  'guard.NOT_TEXT': 'sql',
  'guard.UNREADABLE_CHARACTER': 'sql',
  'guard.OPEN_QUOTE': 'sql',
  'guard.OPEN_COMMENT': 'sql',
  'guard.SUBSTITUTION': 'sql',
  'guard.DOLLAR_QUOTE': 'sql',
  'guard.MISPLACED_HINT': 'sql',
  'guard.UNBALANCED': 'sql',
  'guard.BROKEN_SCRIPT': 'sql',
  'guard.UNKNOWN_STATEMENT': 'refused',
  'guard.ADDS': 'refused',
  'guard.CHANGES_ROWS': 'refused',
  'guard.REMOVES': 'refused',
  'guard.REPLACES': 'refused',
  'guard.UPDATES_ALL_ROWS': 'refused',
  'guard.RUNS_HIDDEN_SQL': 'refused',
  'guard.ADMINISTERS': 'refused',
  'guard.RUNS_CODE': 'refused',
  'guard.MOVES_FILES': 'refused',
  'guard.FUNCTION_REACHES_OUT': 'refused',
  'guard.AI_FUNCTION': 'refused',
  'guard.OUT_OF_SCOPE': 'refused',
  'guard.SCOPE_UNCLEAR': 'refused',
  'guard.POLICY_UNREADABLE': 'refused',

  'statements.failed': 'sql',
  'statements.syntax': 'sql',
  'statements.too_large': 'sql',
  'statements.no_such_table': 'not-found',
  'statements.no_such_table_near': 'not-found',
  'statements.no_such_schema': 'not-found',
  'statements.no_such_schema_near': 'not-found',
  'statements.not_permitted': 'permission',
  'statements.cancelled': 'cancelled',
  'statements.nobody_asked': 'cancelled',
  'statements.too_slow': 'time',
  'statements.closed': 'not-found',
  'statements.unknown': 'not-found',
  'statements.out_of_reach': 'network',
  'statements.lost': 'network',
  'statements.cancel_unconfirmed': 'network',
  'statements.no_warehouse': 'permission',
  'statements.no_such_warehouse': 'settings',
  'statements.warehouse_not_permitted': 'permission',
  'statements.warehouse_not_started': 'permission',

  'lineage.not_permitted': 'permission',
  'lineage.not_enabled': 'workspace',
  'lineage.unavailable': 'workspace',
  'lineage.no_column': 'not-found',
  'lineage.no_column_near': 'not-found',
  'lineage.columns_unknown': 'permission',

  'notebook.no_ending': 'arguments',
  'notebook.outside': 'file',
  'notebook.not_there': 'not-found',
  'notebook.unreadable': 'file',
  'notebook.not_a_notebook': 'file',
  'notebook.old_format': 'file',
  'notebook.new_format': 'file',
  'notebook.broken_cell': 'file',
  'notebook.no_kernel': 'file',
  'notebook.other_language': 'file',
  'notebook.exists': 'file',
  'notebook.no_folder': 'file',
  'notebook.not_writable': 'file',
  'notebook.no_such_cell': 'not-found',
  'notebook.no_cluster': 'settings',
  'notebook.no_such_cluster': 'settings',
  'notebook.cluster_failed': 'workspace',
  'notebook.cluster_too_slow': 'time',
  'notebook.cancelled': 'cancelled',
  'notebook.not_ended': 'workspace',
  'notebook.no_python': 'settings',
  'notebook.kernel_failed': 'workspace',
  'notebook.kernel_lost': 'workspace',
  'notebook.refused': 'refused',
  'notebook.no_such_run': 'not-found',

  'databricks.no_such_name': 'not-found',
  'databricks.no_such_name_near': 'not-found',
  'databricks.not_found': 'not-found',
  'databricks.grant_missing': 'permission',
  'databricks.not_permitted': 'permission',
  'databricks.link_refused': 'permission',
  'databricks.link_busy': 'workspace',
  'databricks.not_signed_in': 'sign-in',
  'databricks.token_refused': 'sign-in',
  'databricks.service_principal_refused': 'sign-in',
  'databricks.timed_out': 'time',
  'databricks.late_may_have_run': 'time',
  'databricks.cancelled': 'cancelled',
  'databricks.unreachable': 'network',
  'databricks.no_such_host': 'network',
  'databricks.no_name_service': 'network',
  'databricks.connection_refused': 'network',
  'databricks.no_route': 'network',
  'databricks.cut': 'network',
  'databricks.cut_may_have_run': 'network',
  'databricks.certificate_out_of_date': 'network',
  'databricks.certificate_of_another': 'network',
  'databricks.unknown_issuer': 'network',
  'databricks.no_tls': 'network',
  'databricks.not_secure': 'network',
  'databricks.proxy_unreachable': 'network',
  'databricks.proxy_wants_sign_in': 'network',
  'databricks.proxy_refused': 'network',
  'databricks.bad_proxy': 'settings',
  'databricks.ca_unreadable': 'settings',
  'databricks.redirected': 'settings',
  'databricks.too_large': 'workspace',
  'databricks.odd_result': 'workspace',
  'databricks.odd_answer': 'workspace',
  'databricks.unavailable': 'workspace',
  'databricks.too_many_requests': 'workspace',
  'databricks.failed': 'workspace',
  'databricks.refused': 'workspace',

  'sign_in.no_cli': 'sign-in',
  'sign_in.needed': 'sign-in',
  'sign_in.failed': 'sign-in',
  'sign_in.timed_out': 'sign-in',
  'sign_in.bad_answer': 'sign-in',
  'sign_in.cancelled': 'cancelled',
  'sign_in.no_client_secret': 'settings',
  'sign_in.no_client_id': 'settings',
  'sign_in.client_refused': 'sign-in',
  'sign_in.no_oauth': 'settings',
  'sign_in.no_local_token': 'sign-in',
  'sign_in.of_another': 'sign-in',

  'files.bad_extension': 'file',
  'files.outside': 'file',
  'files.bad_name': 'file',
  'files.too_long': 'file',
  'files.no_folder': 'file',
  'files.exists': 'file',
  'files.folder_missing': 'file',
  'files.no_directory': 'file',
  'files.output_lost': 'file',
  'files.not_writable': 'file',
  'sql.no_file': 'file',
  'sql.is_folder': 'file',
  'sql.not_readable': 'file',
  'sql.not_utf8': 'file',
  'sql.utf16': 'file',
  'sql.binary': 'file',

  'settings.bad': 'settings',
  'settings.not_seconds': 'settings',
  'settings.not_a_scope': 'settings',
  'settings.not_one_of': 'settings',
  'settings.not_an_identifier': 'settings',
  'settings.has_line_break': 'settings',
  'settings.host_not_an_address': 'settings',
  'settings.host_with_password': 'settings',
  'settings.host_not_https': 'settings',
  'settings.not_a_port': 'settings',
  'settings.token_not_printable': 'settings',
  'settings.mcp_token_too_short': 'settings',
  'settings.unknown': 'settings',
  'settings.unknown_near': 'settings',
  'settings.line_unread': 'settings',
  'settings.two_warehouses': 'settings',
  'settings.unreadable': 'settings',
  'settings.profile_broken': 'settings',
  'settings.not_utf8': 'settings',
  'settings.host_and_profile': 'settings',
  'settings.no_host': 'settings',
  'settings.no_such_profile': 'settings',
  'settings.local_not_asked': 'settings',
  'settings.local_and_host': 'settings',

  'usage.unknown_verb': 'arguments',
  'usage.unknown_verb_near': 'arguments',
  'usage.unknown_option': 'arguments',
  'usage.unknown_option_near': 'arguments',
  'usage.no_value': 'arguments',
  'usage.has_no_value': 'arguments',
  'usage.too_many': 'arguments',
  'usage.unquoted': 'arguments',
  'usage.bad_value': 'arguments',
  'usage.one_statement': 'arguments',
  'usage.statement_and_file': 'arguments',
  'usage.no_table_file': 'arguments',
  'usage.no_format': 'arguments',
  'usage.no_arrow': 'arguments',
  'usage.arrow_on_terminal': 'arguments',
  'usage.port_without_http': 'arguments',
  'usage.no_notebook': 'arguments',
};

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(categoryByCode, code);
}
