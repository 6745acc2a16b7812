import { type Finding, findingAt, type Import, type Parsed, pathOf, type Rule } from './source.ts';

/** The house, top floor first. A room that stands nowhere here may not exist. */
const floors = [
  ['cli'],
  ['commands'],
  ['mcp-server', 'bootstrap', 'harden'],
  ['doctor', 'notebooks', 'usage', 'budget', 'telemetry'],
  ['statements', 'sign-in', 'agent-config'],
  ['databricks-client', 'sql-guard', 'settings', 'terminal'],
  ['databricks-api', 'messages', 'base', 'egress'],
] as const;

/** The building of its own, and its floors. `route` is the shape that a route has and the server serves. */
const annexe = 'local-workspace';
const annexeFloors = [['server'], ['routes'], ['route'], ['services'], ['engine']];
const annexeMayImport = ['databricks-api', 'base'];
const annexeImporter = 'commands';

/** Folders whose files are listed in one place and do not know each other. */
const apart = ['mcp-server/tools', 'bootstrap/steps', 'doctor/checks', `${annexe}/routes`].map(
  (path) => `src/${path}/`,
);
const lists = ['index', 'tools', 'steps', 'checks', 'routes'];

const statementCalls = 'src/databricks-client/statements.ts';
/** Errors, files, json, lock, logger, make-directory, nearest, node-util, shell, version. */
const baseHolds = 10;

/** Imports run downward only, types included. */
export const importsRunDownward: Rule = (files) =>
  files.flatMap((file) => {
    if (file.path.startsWith('scripts/')) return file.imports.flatMap((one) => scriptFinding(file, one));
    if (!file.path.startsWith('src/')) return [];
    return [...roomFinding(file), ...file.imports.flatMap((one) => importFindings(file, one))];
  });

/** What every room may build on stays small. */
export const baseStaysSmall: Rule = (files) => {
  const base = files.filter((file) => roomOf(file.path) === 'base');
  return base.slice(baseHolds).map((file) => findingAt(file, 0, `base holds more than ${baseHolds} files`));
};

function roomOf(path: string): string | undefined {
  const [top, room] = path.split('/');
  return top === 'src' ? room?.replace(/\.ts$/, '') : undefined;
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.some((name) => name === room));
}

function roomFinding(file: Parsed): readonly Finding[] {
  const room = roomOf(file.path) ?? '';
  const isPlaced = room === annexe ? annexeFloorOf(file.path) >= 0 : floorOf(room) >= 0;
  return isPlaced ? [] : [findingAt(file, 0, `"${file.path}" stands on no floor: place it in floors.ts`)];
}

function scriptFinding(file: Parsed, one: Import): readonly Finding[] {
  const to = pathOf(file, one.to);
  const isWrong = to?.startsWith('test/') || to === statementCalls;
  return isWrong ? [findingAt(file, one.start, `a script imports ${to}`)] : [];
}

function importFindings(file: Parsed, one: Import): readonly Finding[] {
  if (one.to === undefined) return [findingAt(file, one.start, 'an import() whose address is computed')];
  const to = pathOf(file, one.to);
  // The version stands in one place only.
  if (to === undefined || to === 'package.json') return [];
  return [wrongFloor(file, one, to), wrongSibling(file.path, to), wrongDoor(file.path, to)]
    .filter((what) => what !== undefined)
    .map((what) => findingAt(file, one.start, `${what}: ${file.path} -> ${to}`));
}

function wrongFloor(file: Parsed, one: Import, to: string): string | undefined {
  const [from, target] = [roomOf(file.path), roomOf(to)];
  if (from === undefined || target === undefined) return 'leaves src';
  if (from === annexe && target === annexe) {
    return annexeFloorOf(file.path) > annexeFloorOf(to) ? 'upward' : undefined;
  }
  if (from === target) return undefined;
  if (from === annexe) return annexeMayImport.includes(target) ? undefined : `${annexe} knows ${target}`;
  if (target === annexe) return from === annexeImporter && one.kind === 'dynamic' ? undefined : `into ${annexe}`;
  const [above, below] = [floorOf(from), floorOf(target)];
  // An unplaced room is reported where it stands.
  if (above < 0 || below < 0) return undefined;
  if (above === below) return 'sideways';
  return above > below ? 'upward' : undefined;
}

/** Files in the root of the building are above its floors, except those that stand on one by name. */
function annexeFloorOf(path: string): number {
  const [, , part, ...rest] = path.split('/');
  const name = part?.replace(/\.ts$/, '') ?? '';
  const floor = annexeFloors.findIndex((floorNames) => floorNames.includes(name));
  return floor < 0 && rest.length > 0 ? -1 : floor + 1;
}

function wrongSibling(from: string, to: string): string | undefined {
  const folder = apart.find((path) => from.startsWith(path) && to.startsWith(path));
  if (folder === undefined) return undefined;
  const [one, other] = [from, to].map((path) => path.slice(folder.length).split('/')[0]?.replace(/\.ts$/, '') ?? '');
  return one === other || lists.includes(one ?? '') ? undefined : 'a sibling';
}

function wrongDoor(from: string, to: string): string | undefined {
  return to === statementCalls && roomOf(from) !== 'statements' ? 'past statements/' : undefined;
}
