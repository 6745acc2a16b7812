/**
 * Rows that somebody else's rights read. The engine takes no condition of the query around past an OFFSET, or an error
 * in one would tell of rows that are left out within.
 */
export const fenced = (sql: string): string => `SELECT * FROM (${sql}) OFFSET 0`;
