/** What makes a value depend on rows. */
const OF_ROWS = new Set(['column', 'star', 'scalar', 'exists', 'in-query']);

/** Whether an expression is the same for every row: no column, query or window stands in it. */
export function isConstant(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isConstant);
  if (typeof node !== 'object' || node === null) return true;
  if ('kind' in node && typeof node.kind === 'string' && OF_ROWS.has(node.kind)) return false;
  if ('window' in node && node.window !== undefined) return false;
  return Object.values(node).every(isConstant);
}
