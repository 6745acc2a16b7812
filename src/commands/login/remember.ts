import { readDotEnv } from '../../settings/dot-env.ts';
import { writeDotEnv } from '../../settings/write-dot-env.ts';
import type { CommandContext } from '../command.ts';

type Meant = {
  readonly values: Readonly<Record<string, string>>;
  /** What was set for another workspace. */
  readonly emptied: readonly string[];
};

/** From now on another workspace is meant: in `.env`, by merge. */
export async function remember({ values, emptied }: Meant, context: CommandContext): Promise<void> {
  const dotEnv = await readDotEnv(context.directory, context.environment);
  const isSet = emptied.filter((name) => dotEnv.values[name]?.trim());
  await writeDotEnv(context, { ...values, ...Object.fromEntries(isSet.map((name) => [name, ''])) });
}
