/** A dotted name as SQL takes it: parts that are not plain words stand in backticks. */
export function quotedName(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : `\`${part.replaceAll('`', '``')}\``))
    .join('.');
}
