import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTooOld, neededGoose } from '../../agent-config/goose/binary.ts';
import { withoutLog } from '../../agent-config/goose/extensions-in-force.ts';
import { run } from '../../base/shell.ts';
import { version } from '../../base/version.ts';
import { type Check, type CheckContext, failed, ok, warn } from '../check.ts';

/** The programs that people type, and what `.devcontainer/mise.toml` calls them. */
const programs = { goose: 'goose', databricks: 'databricks/cli', uv: 'uv' } as const;
type Program = keyof typeof programs;
/** One that hangs is to be named, before the check is cut off. */
const shareOfTime = 0.9;

/** Goose, the Databricks CLI and uv are there, in the versions that the folder pins. */
export const programsCheck: Check = {
  name: 'programs',
  title: 'doctor.programs',
  needs: [],
  run: async (context) => {
    const [pinned, goose, databricks, uv] = await Promise.all([
      pinnedIn(context.pins),
      versionOf('goose', context),
      versionOf('databricks', context),
      versionOf('uv', context),
    ]);
    const found: Readonly<Record<Program, string | undefined>> = { goose, databricks, uv };
    const list = Object.entries(found).map(([name, number]) => `${name} ${number ?? '–'}`);
    const facts = { list: [`lakegoose ${version}`, `Node.js ${process.versions.node}`, ...list].join(', ') };
    if (goose === undefined) return failed('doctor.no_goose', facts);
    if (isTooOld(goose)) return failed('doctor.goose_too_old', { ...facts, found: goose, needed: neededGoose });
    // Questions need no uv, only the Python of a folder that pins it.
    const missing = [
      databricks === undefined ? 'databricks' : [],
      uv === undefined && 'uv' in pinned ? 'uv' : [],
    ].flat();
    if (missing.length > 0) return warn('doctor.program_missing', { ...facts, names: missing.join(', ') });
    const others = Object.entries(pinned).filter(([name, number]) =>
      Object.entries(found).some(([one, has]) => one === name && has !== number),
    );
    if (others.length === 0) return ok('doctor.programs_there', facts);
    return warn('doctor.programs_other', { ...facts, pinned: others.map((pin) => pin.join(' ')).join(', ') });
  },
};

async function versionOf(program: Program, { environment, seconds, signal }: CheckContext) {
  const told = await run(program, ['--version'], {
    timeoutSeconds: seconds * shareOfTime,
    signal,
    environment: program === 'goose' ? withoutLog(environment) : environment,
  });
  return told.outcome === 'done' ? /\d+\.\d+\.\d+/.exec(told.stdout)?.[0] : undefined;
}

async function pinnedIn(pins: string | undefined): Promise<Readonly<Record<string, string>>> {
  const text = pins === undefined ? '' : await readFile(join(pins, 'mise.toml'), 'utf8').catch(() => '');
  return Object.fromEntries(
    Object.entries(programs).flatMap(([name, pin]) => {
      const number = new RegExp(`[/:]${pin}" = "([^"]+)"`).exec(text)?.[1];
      return number === undefined ? [] : [[name, number]];
    }),
  );
}
