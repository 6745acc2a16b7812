import { reading } from './reading-plans.ts';

/** The mildest class that a statement may be given, by what Spark would do with it. */
export type Mildest = 'read' | 'write' | 'update' | 'admin' | 'destructive';

const order: readonly Mildest[] = ['read', 'write', 'update', 'admin', 'destructive'];

type Rule = Mildest | ((fields: string) => Mildest);

const replacing = (fields: string): Mildest =>
  /(^| )(replace|orReplace|isReplace) /.test(fields) ? 'destructive' : 'write';
const adding = 'write';
const inserting = (fields: string): Mildest =>
  /(^| )overwrite |replaceCriteriaOpt=Some|Some\(InsertReplace/.test(fields) ? 'destructive' : 'write';

/** Plan classes of Spark that do more than read, by Spark's names for them. */
const rules: Readonly<Record<string, Rule>> = {
  InsertIntoStatement: inserting,
  UnresolvedInsert: inserting,
  InsertIntoDir: 'destructive',
  DeleteFromTable: 'destructive',
  UpdateTable: (fields) => (/condition=Some/.test(fields) ? 'update' : 'destructive'),
  MergeIntoTable: (fields) => (/DeleteAction/i.test(fields) ? 'destructive' : 'update'),
  LoadData: (fields) => (/(^| )isOverwrite /.test(fields) ? 'destructive' : 'admin'),
  CreateTable: adding,
  CreateTableAsSelect: adding,
  CreateTableLike: adding,
  CreateTableLikeCommand: adding,
  ReplaceTable: 'destructive',
  ReplaceTableAsSelect: 'destructive',
  CreateView: replacing,
  CreateViewCommand: adding,
  CreateMetricView: replacing,
  CreateTempViewUsing: adding,
  CreateNamespace: adding,
  CreateUserDefinedFunction: replacing,
  CreateUserDefinedFunctionCommand: adding,
  CreateSQLFunctionCommand: adding,
  CreateFunction: 'admin',
  CreateFunctionCommand: 'admin',
  CreateIndex: adding,
  CreateVariable: 'read',
  CreateFlowCommand: 'admin',
  CreateMaterializedViewAsSelect: replacing,
  CreateStreamingTable: adding,
  CreateStreamingTableAsSelect: adding,
  AutoCdcInto: 'admin',
  CreateStreamingTableAutoCdc: 'admin',
  AddColumns: adding,
  AddPartitions: adding,
  AddConstraint: adding,
  AddCheckConstraint: adding,
  AlterColumns: adding,
  AlterColumn: adding,
  AlterTableClusterBy: adding,
  AlterTableCollation: 'admin',
  AlterTableAddConstraint: adding,
  RecoverPartitions: adding,
  ReplaceColumns: 'destructive',
  DropColumns: 'destructive',
  DropPartitions: 'destructive',
  DropConstraint: 'destructive',
  AlterTableDropConstraint: 'destructive',
  RenameColumn: 'admin',
  RenameTable: 'admin',
  RenamePartitions: 'admin',
  SetTableProperties: 'admin',
  UnsetTableProperties: 'admin',
  SetTableSerDeProperties: 'admin',
  SetTableLocation: 'destructive',
  SetNamespaceProperties: 'admin',
  UnsetNamespaceProperties: 'admin',
  UnsetNamespacePropertiesCommand: 'admin',
  SetNamespaceLocation: 'admin',
  SetNamespaceCollation: 'admin',
  SetNamespaceCollationCommand: 'admin',
  SetViewProperties: 'admin',
  UnsetViewProperties: 'admin',
  AlterViewAs: 'destructive',
  AlterViewSchemaBinding: 'admin',
  DropTable: 'destructive',
  DropView: 'destructive',
  DropNamespace: 'destructive',
  DropFunction: 'destructive',
  DropFunctionCommand: 'destructive',
  DropTempFunction: 'destructive',
  DropIndex: 'destructive',
  DropVariable: 'read',
  TruncateTable: 'destructive',
  TruncatePartition: 'destructive',
  RepairTable: (fields) => (/(^| )enableDropPartitions /.test(fields) ? 'destructive' : 'write'),
  CommentOnNamespace: adding,
  CommentOnTable: adding,
  AnalyzeTable: adding,
  AnalyzeTables: adding,
  AnalyzeColumn: adding,
  CacheTable: adding,
  CacheTableAsSelect: adding,
  UncacheTable: adding,
  ClearCacheCommand: adding,
  RefreshTable: adding,
  RefreshTableCommand: adding,
  RefreshFunction: adding,
  RefreshFunctionCommand: adding,
  RefreshResource: adding,
  ResetCommand: 'admin',
  SetPathCommand: 'admin',
  SetCommand: (fields) =>
    /^kv=(None|Some\(\([^,]*,None\)\)|Some\(\((ansi_mode|spark\.sql\.session\.timeZone),Some\(.*\)\)\)) $/is.test(
      fields,
    )
      ? 'read'
      : 'admin',
  AddJarsCommand: 'admin',
  AddFilesCommand: 'admin',
  AddArchivesCommand: 'admin',
  UnresolvedExecuteImmediate: 'destructive',
  ExecuteImmediateQuery: 'destructive',
  Call: 'destructive',
  ScriptTransformation: 'admin',
};

const reachOut = [
  'reflect',
  'java_method',
  'try_reflect',
  'http_request',
  'remote_query',
  'secret',
  'try_secret',
  'list_secrets',
  // The name is only known when Spark has computed it.
  '*computed*',
];

/** The strictest of a plan's nodes. A class of Spark that stands in no list is said, so that the lists stay whole. */
export function mildest(plan: readonly string[]): Mildest | { readonly unknown: string } {
  let worst: Mildest = 'read';
  for (const node of plan) {
    const tab = node.indexOf('\t');
    const [marked, fields] = [node.slice(0, tab), node.slice(tab + 1)];
    const name = marked.replace(/^~|\$$/g, '');
    const rule = name === 'Function' ? functionRule(fields) : rules[name];
    if (rule === undefined && !reading.has(name)) return { unknown: name };
    const found = typeof rule === 'function' ? rule(fields) : (rule ?? 'read');
    // What an EXPLAIN only plans does not run; these two are resolved, which runs them.
    const runs =
      !marked.startsWith('~') || name === 'UnresolvedExecuteImmediate' || name === 'Call' || name === 'Function';
    if (runs && order.indexOf(found) > order.indexOf(worst)) worst = found;
  }
  return worst;
}

export const strictness = (name: Mildest | 'invalid'): number => (name === 'invalid' ? 9 : order.indexOf(name));

/** Whether a function of a model is called, which costs money. */
export function callsModel(plan: readonly string[]): boolean {
  return plan.some((node) => /^~?Function\t/.test(node) && lastPart(node).startsWith('ai_'));
}

function functionRule(parts: string): Mildest {
  return reachOut.includes(lastPart(parts)) ? 'admin' : 'read';
}

/** The name of a function without its catalog and schema. */
function lastPart(name: string): string {
  return (name.split('\t').at(-1)?.split('\u001f').at(-1) ?? '').toLowerCase();
}
