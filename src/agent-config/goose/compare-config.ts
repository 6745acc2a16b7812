import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { reasonOf } from '../../base/errors.ts';
import { readFileIfThere } from '../../base/files.ts';
import { userAgent } from '../../base/version.ts';
import { type GooseWishes, ownName } from './goose-config.ts';
import { mergeConfig } from './merge-config.ts';
import { providerFile } from './provider.ts';

type Compared = {
  readonly path: string;
  readonly state: 'right' | 'other' | 'missing' | 'broken';
  /** Why Goose could not read it. */
  readonly reason: string;
  /** The extensions that are on where it is right. */
  readonly on: ReadonlySet<string>;
};

const extensions = z.looseObject({ extensions: z.record(z.string(), z.looseObject({ enabled: z.unknown() })) });

/** How Goose's configuration in `directory` stands to the wishes. Changes nothing. */
export async function compareGooseConfig(directory: string, wishes: GooseWishes): Promise<Compared> {
  const path = join(directory, 'config.yaml');
  const providerPath = join(directory, 'custom_providers', `${ownName}.json`);
  const broken = (place: string, reason: string): Compared => ({ path: place, state: 'broken', reason, on: new Set() });
  const config = await readFileIfThere(path).catch(asError);
  const provider = await readFileIfThere(providerPath).catch(asError);
  if (config instanceof Error) return broken(path, reasonOf(config));
  if (provider instanceof Error) return broken(providerPath, reasonOf(provider));
  const merged = mergeConfig(config ?? '', wishes);
  if (merged.outcome === 'broken') return broken(path, merged.reason);
  const told = { reason: '', on: extensionsOn(merged.text) };
  if (config === undefined) return { path, state: 'missing', ...told };
  if (merged.text !== config) return { path, state: 'other', ...told };
  const isRight = provider === providerFile(wishes, userAgent);
  return isRight ? { path, state: 'right', ...told } : { path: providerPath, state: 'other', ...told };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function extensionsOn(text: string): ReadonlySet<string> {
  const entries = Object.entries(extensions.safeParse(parse(text)).data?.extensions ?? {});
  return new Set(entries.flatMap(([name, { enabled }]) => (enabled === true ? [name] : [])));
}
