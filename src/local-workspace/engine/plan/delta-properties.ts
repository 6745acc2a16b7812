import type { Properties } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';

const BOOLEAN = /^(true|false)$/i;
const WHOLE = /^-?\d{1,9}$/;
const TIME = /^(interval )?\d+ (microsecond|millisecond|second|minute|hour|day|week)s?$/i;
/** Other systems would read the table, and cannot here. */
const NEVER = /(?!)/;
const SIZE = /^\d+ ?([kmgt]?b?)$/i;

/**
 * What Delta knows of a table's properties, each with the values that change no answer here. Source: docs.databricks.com,
 * Table properties reference, and Delta's own table features.
 */
const KNOWN: Readonly<Record<string, RegExp>> = {
  'delta.appendOnly': /^false$/i,
  'delta.autoOptimize.autoCompact': /^(auto|true|false|legacy)$/i,
  'delta.autoOptimize.optimizeWrite': BOOLEAN,
  'delta.checkpoint.writeStatsAsJson': BOOLEAN,
  'delta.checkpoint.writeStatsAsStruct': BOOLEAN,
  'delta.checkpointInterval': /^[1-9]\d{0,8}$/,
  'delta.checkpointPolicy': /^(classic|v2)$/i,
  'delta.columnMapping.mode': /^(none|name|id)$/i,
  'delta.dataSkippingNumIndexedCols': WHOLE,
  'delta.dataSkippingStatsColumns': /./,
  'delta.deletedFileRetentionDuration': TIME,
  'delta.enableChangeDataFeed': BOOLEAN,
  'delta.enableDeletionVectors': BOOLEAN,
  'delta.enableIcebergCompatV2': NEVER,
  'delta.enableInCommitTimestamps': BOOLEAN,
  'delta.enableRowTracking': BOOLEAN,
  'delta.enableTypeWidening': BOOLEAN,
  'delta.isolationLevel': /^(serializable|writeserializable)$/i,
  'delta.logRetentionDuration': TIME,
  'delta.minReaderVersion': /^[1-3]$/,
  'delta.minWriterVersion': /^[1-7]$/,
  'delta.parquet.compression.codec': /^\w+$/,
  'delta.randomizeFilePrefixes': BOOLEAN,
  'delta.randomPrefixLength': WHOLE,
  'delta.setTransactionRetentionDuration': TIME,
  'delta.targetFileSize': SIZE,
  'delta.tuneFileSizesForRewrites': BOOLEAN,
  'delta.universalFormat.enabledFormats': NEVER,
};
const FEATURES = ['allowColumnDefaults', 'appendOnly', 'catalogManaged', 'changeDataFeed', 'checkConstraints'].concat(
  ['clustering', 'columnMapping', 'deletionVectors', 'domainMetadata', 'generatedColumns', 'identityColumns'],
  ['inCommitTimestamp', 'invariants', 'rowTracking', 'timestampNtz', 'typeWidening', 'v2Checkpoint', 'variantType'],
  ['vacuumProtocolCheck'],
);
const feature = 'delta.feature.';
const names = new Map(
  [...Object.keys(KNOWN), ...FEATURES.map((name) => feature + name)].map((key) => [key.toLowerCase(), key]),
);

/** Where Delta keeps the conditions that every row has to meet. */
export const CONSTRAINT = 'delta.constraints.';
/** Whether a key tells of a CHECK, in whatever case it is written. */
export const isConstraint = (key: string): boolean => key.toLowerCase().startsWith(CONSTRAINT);

/** A key as it is kept: Delta's own have one form, however they are written. */
export const keptKey = (key: string): string => names.get(key.toLowerCase()) ?? key;

/** The properties as they are kept. Throws where Delta knows one not, or where its value would change what statements do. */
export function deltaProperties(given: Properties, at: number): Properties {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const own = keptKey(key);
      if (!key.toLowerCase().startsWith('delta.') || isConstraint(key)) return [own, value];
      if (!names.has(key.toLowerCase()))
        throw new SqlError('DELTA_UNKNOWN_CONFIGURATION', 'F0000', `Unknown configuration was specified: ${key}.`, at);
      const allowed = own.startsWith(feature) ? /^(supported|enabled)$/i : KNOWN[own];
      if (!allowed?.test(value)) throw cannotCompute(`the table property ${own} = ${value}`, at);
      return [own, value];
    }),
  );
}
