/** Plan classes of Spark that read, or that only stand inside others. */
export const reading: ReadonlySet<string> = new Set(
  (
    'CurrentNamespace LimitAll Project Filter OneRowRelation UnresolvedRelation ExplainCommand CompoundBody SingleStatement ' +
    'ExceptionHandler UnresolvedIdentifier UnresolvedTable UnresolvedWith UnresolvedTableOrView ' +
    'UnresolvedNamespace Union SubqueryAlias LocalRelation UnresolvedHint Distinct DescribeColumn Join ' +
    'SetVariable RelationTimeTravel UnresolvedProcedure DescribeQueryCommand ShowFunctions ShowCreateTable ' +
    'DescribeNamespace ShowPartitions UnresolvedView SetCatalogAndNamespace ListJarsCommand ListFilesCommand ' +
    'ListArchivesCommand ShowTables DescribeFunction IfElseStatement ShowTableProperties SetNamespaceCommand ' +
    'Except Intersect GlobalLimit LocalLimit SetCatalogCommand ShowColumns UnresolvedTableValuedFunction ' +
    'PipeOperator UnresolvedInlineTable Generate Aggregate Sort Pivot NamedStreamingRelation ' +
    'UnresolvedQualify WithWindowDefinition LoopStatement DescribeRelation ShowNamespacesCommand ' +
    'PlanWithUnresolvedIdentifier Sample RepeatStatement Unpivot ForStatement UnresolvedFunctionName ' +
    'ShowViews UnresolvedHaving LateralJoin WhileStatement CaseStatement SearchedCaseStatement ' +
    'SimpleCaseStatement LeaveStatement IterateStatement ShowCatalogsCommand ShowCurrentNamespaceCommand ' +
    'ShowNamespaces ShowTablesExtended ShowTablePartition ShowCurrentNamespace ShowProcedures ' +
    'ShowCollationsCommand ShowViewsCommand RepartitionByExpression Repartition RebalancePartitions Offset ' +
    'Tail UnresolvedSubqueryColumnAliases UnresolvedTVFAliases LateralColumnAlias BaseEvalOperator ' +
    'NamedParametrizedQuery ParameterizedQuery UnresolvedStar DescribeTableJson DescribeProcedure ' +
    'SignalStatement ErrorCondition ErrorHandler Window UnresolvedUnpivot UnionLoop CTERelationDef ' +
    'UnresolvedFunction UnresolvedTransposed DescribeCatalog ViewSchemaMode UnresolvedPartitionSpec ' +
    'DescribeProcedureCommand DescribeRelationJsonCommand DescribeTablePartition RelationChanges UnresolvedBinBy ' +
    'ShowPartitionsJsonCommand ShowProceduresCommand ShowTablesJsonCommand UnresolvedEventTimeWatermark ' +
    'UnresolvedInsertTarget DeclareCursor OpenCursor FetchCursor CloseCursor ResolvedInlineTable'
  ).split(' '),
);
