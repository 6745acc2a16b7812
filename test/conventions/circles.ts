import { type Finding, findingAt, type Parsed, pathOf, type Rule } from './source.ts';

/** No file reaches itself through its imports, be they types only. Each circle is named once, by its shortest way. */
export const circles: Rule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const next = new Map(files.map((file) => [file.path, targets(file, byPath)]));
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const file of files) {
    if (seen.has(file.path)) continue;
    const way = wayBack(file.path, next);
    if (way === undefined) continue;
    for (const path of way) seen.add(path);
    found.push(findingAt(file, 0, `a circle: ${[...way, file.path].join(' -> ')}`));
  }
  return found;
};

function targets(file: Parsed, files: ReadonlyMap<string, Parsed>): readonly string[] {
  const paths = file.imports.map((one) => pathOf(file, one.to));
  return [...new Set(paths.filter((path) => path !== undefined))].filter((path) => files.has(path));
}

/** The shortest way from `start` to itself, without its last step. */
function wayBack(start: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const ways = [[start]];
  const reached = new Set<string>();
  for (const way of ways) {
    for (const path of next.get(way.at(-1) ?? start) ?? []) {
      if (path === start) return way;
      if (reached.has(path)) continue;
      reached.add(path);
      ways.push([...way, path]);
    }
  }
  return undefined;
}
