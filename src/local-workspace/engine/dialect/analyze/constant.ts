/** Whether a node of one of these kinds stands anywhere in what is written. */
export function contains(node: unknown, kinds: readonly string[]): boolean {
  if (Array.isArray(node)) return node.some((each) => contains(each, kinds));
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && typeof node.kind === 'string' && kinds.includes(node.kind)) return true;
  return Object.values(node).some((each) => contains(each, kinds));
}

/** Whether a function of one of these names is called anywhere in what is written. */
export function callsAny(node: unknown, names: RegExp): boolean {
  if (Array.isArray(node)) return node.some((each) => callsAny(each, names));
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'call' && 'name' in node && names.test(String(node.name))) return true;
  return Object.values(node).some((each) => callsAny(each, names));
}

/** Whether an expression is the same for every row: no column or query stands in it, and no window. */
export function isConstant(node: object): boolean {
  if (contains(node, ['column', 'star', 'scalar', 'exists', 'in-query'])) return false;
  return !('window' in node && node.window !== undefined);
}
