/** Whether a node of one of these kinds stands anywhere in what is written. */
export function contains(node: unknown, kinds: readonly string[]): boolean {
  if (Array.isArray(node)) return node.some((each) => contains(each, kinds));
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && typeof node.kind === 'string' && kinds.includes(node.kind)) return true;
  return Object.values(node).some((each) => contains(each, kinds));
}

/** Whether an expression is the same for every row: no column or query stands in it, and no window. */
export function isConstant(node: object): boolean {
  if (contains(node, ['column', 'star', 'scalar', 'exists', 'in-query'])) return false;
  return !('window' in node && node.window !== undefined);
}
