import { LakegooseError } from '../../base/errors.ts';
import { readDotEnv } from '../../settings/dot-env.ts';
import { loadSettings } from '../../settings/load.ts';
import { ownDirectory } from '../../settings/own-directory.ts';
import { settings } from '../../settings/schema.ts';
import type { Step, StepContext } from '../step.ts';
import { fromRegistries } from '../tools/from-registries.ts';
import { fromReleases, toolNames } from '../tools/from-releases.ts';
import { isOwn, isPlaced, placeProgram } from '../tools/place-program.ts';
import { pinsOf, programDirectory, sharedCache } from '../tools/places.ts';

/** Goose, the Databricks CLI and uv, in the versions that `.devcontainer` pins, among a person's own programs. */
export const toolsStep: Step = {
  name: 'tools',
  title: 'bootstrap.tools',
  needs: [],
  run: async (context) => {
    const { environment, directory, signal, tell } = context;
    const source = await sourceOf(context);
    const [pins, cache] = [pinsOf(directory, environment), ownDirectory('cache', environment)];
    if (pins === undefined) throw new LakegooseError('tools.no_pins', { directory });
    const fetching = { environment, pins, cache, machine: process.arch, signal, tell };
    const folder = programDirectory(environment);
    const fromRelease = fromReleases(fetching);
    const [placed, own]: [string[], string[]] = [[], []];
    const missing: string[] = [];
    const failures = new Set<LakegooseError>();
    for (const name of toolNames) {
      if (await isOwn(folder, name, [cache, sharedCache])) {
        own.push(name);
        continue;
      }
      try {
        const program = await (source === 'releases' ? fromRelease(name) : fromRegistries[name](fetching));
        if (await isPlaced(folder, name, program)) continue;
        await placeProgram(folder, name, program);
        placed.push(name);
      } catch (error) {
        if (!(error instanceof LakegooseError)) throw error;
        missing.push(name);
        failures.add(error);
      }
    }
    if (missing.length > 0) {
      throw new LakegooseError('tools.missing', { folder, tools: missing.join(', ') }, { parts: [...failures] });
    }
    if (own.length > 0) {
      return {
        state: placed.length === 0 ? 'unchanged' : 'done',
        code: 'tools.own',
        facts: { names: own.join(', '), folder },
      };
    }
    return placed.length === 0
      ? { state: 'unchanged', code: 'tools.there', facts: { folder } }
      : { state: 'done', code: 'tools.placed', facts: { tools: placed.join(', '), folder } };
  },
};

/** Where the tools come from. A mistake in another setting does not keep them away. */
async function sourceOf({ environment, directory }: StepContext): Promise<'releases' | 'registry'> {
  const { values } = await readDotEnv(directory, environment);
  const wished = environment.LAKEGOOSE_TOOLS?.trim() || values.LAKEGOOSE_TOOLS?.trim() || undefined;
  const source = settings.LAKEGOOSE_TOOLS.schema().safeParse(wished ?? 'releases');
  if (!source.success) await loadSettings(environment, directory);
  return source.data ?? 'releases';
}
