import type { StatementParameter } from '../../../databricks-api/statements.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Session } from '../catalog/resolve-name.ts';
import { refuseTwice } from '../dialect/analyze/draws.ts';
import { parseStatement } from '../dialect/parse/parse-statement.ts';
import { readParameters } from '../dialect/parse/read-parameters.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import type { Access } from '../grants/access.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { type Plan, readsOf } from './plan.ts';
import { planAlter } from './plan-alter.ts';
import * as change from './plan-change.ts';
import { planCreateTable } from './plan-create.ts';
import { describeColumns, planDescribe } from './plan-describe.ts';
import { planDescribeFunction } from './plan-describe-function.ts';
import * as describePlace from './plan-describe-place.ts';
import { planDetail } from './plan-detail.ts';
import { planExplain } from './plan-explain.ts';
import { planCreateFunction, planDropFunction } from './plan-function.ts';
import * as grant from './plan-grant.ts';
import * as insert from './plan-insert.ts';
import * as listing from './plan-listing.ts';
import { planMerge } from './plan-merge.ts';
import * as schema from './plan-schema.ts';
import { planReset, planSet, planShowCurrent, planUse } from './plan-session.ts';
import { planShowCreate } from './plan-show-create.ts';
import { planShowPartitions, planShowTableExtended } from './plan-show-table.ts';
import { planTableLike } from './plan-table-like.ts';
import * as view from './plan-view.ts';
import { newWriter } from './writer.ts';

function planned(node: Statement, catalog: Catalog, session: Session, access: Access): Plan {
  const writer = newWriter(catalog, access);
  switch (node.kind) {
    case 'query': {
      const environment = newEnvironment(catalog, session, access);
      const { sql, columns } = RULES.query(node.query, environment, undefined, RULES);
      return { kind: 'rows', sql, columns, reads: readsOf(environment) };
    }
    case 'show-catalogs':
      return listing.planShowCatalogs(node, catalog, access);
    case 'show-schemas':
      return listing.planShowSchemas(node, catalog, session, access);
    case 'show-tables':
      return listing.planShowTables(node, catalog, session, access);
    case 'show-functions':
      return listing.planShowFunctions(node, catalog, session, access);
    case 'show-volumes':
      return listing.planShowVolumes(node, catalog, session, access);
    case 'show-create':
      return planShowCreate(node, catalog, session, access);
    case 'show-table-extended':
      return planShowTableExtended(node, catalog, session, access);
    case 'show-partitions':
      return planShowPartitions(node, catalog, session, access);
    case 'show-current':
      return planShowCurrent(session);
    case 'describe':
      return planDescribe(node, catalog, session, access);
    case 'describe-detail':
      return planDetail(node, catalog, session, access);
    case 'describe-function':
      return planDescribeFunction(node, catalog, session, access);
    case 'describe-catalog':
      return describePlace.planDescribeCatalog(node, catalog, access);
    case 'describe-volume':
      return describePlace.planDescribeVolume(node, catalog, session, access);
    case 'create-schema':
      return schema.planCreateSchema(node, catalog, session, writer);
    case 'create-table':
      return planCreateTable(node, catalog, session, writer);
    case 'create-table-like':
      return planTableLike(node, catalog, session, writer);
    case 'create-view':
      return view.planCreateView(node, catalog, session, writer);
    case 'alter-view-as':
      return view.planAlterView(node, catalog, session, writer);
    case 'insert':
      return insert.planInsert(node, catalog, session, writer);
    case 'truncate':
      return insert.planTruncate(node, catalog, session, writer);
    case 'alter':
      return planAlter(node, catalog, session, writer);
    case 'use':
      return planUse(node, catalog, session, access);
    case 'set':
      return planSet(node);
    case 'reset':
      return planReset(node);
    case 'describe-query': {
      const { columns } = RULES.query(node.query, newEnvironment(catalog, session, access), undefined, RULES);
      return describeColumns(columns);
    }
    case 'explain':
      return planExplain(() => planned(node.statement, catalog, session, access));
    case 'describe-schema':
      return describePlace.planDescribeSchema(node, catalog, session, access);
    case 'show-columns':
      return listing.planShowColumns(node, catalog, session, access);
    case 'show-properties':
      return listing.planShowProperties(node, catalog, session, access);
    case 'show-views':
      return listing.planShowViews(node, catalog, session, access);
    case 'update':
      return change.planUpdate(node, catalog, session, writer);
    case 'delete':
      return change.planDelete(node, catalog, session, writer);
    case 'merge':
      return planMerge(node, catalog, session, writer);
    case 'drop':
      return change.planDrop(node, catalog, session, writer);
    case 'create-function':
      return planCreateFunction(node, catalog, session, writer);
    case 'drop-function':
      return planDropFunction(node, catalog, session, writer);
    case 'drop-schema':
      return schema.planDropSchema(node, catalog, session, writer);
    case 'alter-schema':
      return schema.planAlterSchema(node, catalog, session, writer);
    case 'comment-schema':
      return schema.planCommentSchema(node, catalog, session, writer);
    case 'comment-table':
    case 'comment-column':
      return change.planComment(node, catalog, session, writer);
    case 'grant':
      return grant.planGrant(node, catalog, session, access);
    case 'show-grants':
      return grant.planShowGrants(node, catalog, session, access);
    case 'owner':
      return grant.planOwner(node, catalog, session, access);
  }
}

/** How the engine carries out one Databricks SQL statement; what it cannot compute is thrown as an SqlError by name. */
export function planStatement(
  text: string,
  parameters: readonly StatementParameter[],
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const plan = planned(parseStatement(text, readParameters(parameters)), catalog, session, access);
  if (plan.kind === 'change') refuseTwice(plan.steps.join('\n'), 'a change in which one random value has two places');
  return plan;
}
