/** What a model can do when something was cut: narrow its question, or use a parameter that the tool has. */
export type WayOut = 'narrow' | 'row_limit' | 'save_as';

const narrow = 'ask for less (WHERE, fewer columns, an aggregate)';

/**
 * How to get what was cut, as one line; nothing where the tool offers no way. Rows that the warehouse has held back it
 * gives in another run only: a poll that saves a file saves no more than the statement has.
 */
export function wayOutLine(ways: readonly WayOut[], cutBy?: 'row_limit' | 'byte_limit'): readonly string[] {
  const parameters = [
    ...(ways.includes('row_limit') && cutBy === 'row_limit' ? ['a larger row_limit'] : []),
    ...(ways.includes('save_as') ? ['save_as for all rows in a file'] : []),
  ];
  const all = [
    ...(ways.includes('narrow') ? [narrow] : []),
    ...(cutBy === undefined && ways.includes('save_as') ? ['save all of it to a file (save_as)'] : []),
    ...(cutBy !== undefined && parameters.length > 0
      ? [`run it again with execute_sql_read_only and ${parameters.join(', or ')}`]
      : []),
  ];
  return all.length === 0 ? [] : [`To get more: ${all.join('; or ')}.`];
}
