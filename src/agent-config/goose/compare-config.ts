import { join } from 'node:path';
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
};

/** How Goose's configuration in `directory` stands to the wishes. Changes nothing. */
export async function compareGooseConfig(directory: string, wishes: GooseWishes): Promise<Compared> {
  const path = join(directory, 'config.yaml');
  const providerPath = join(directory, 'custom_providers', `${ownName}.json`);
  const [config, provider] = await Promise.all([readFileIfThere(path), readFileIfThere(providerPath)]);
  if (config === undefined) return { path, state: 'missing', reason: '' };
  const merged = mergeConfig(config, wishes);
  if (merged.outcome === 'broken') return { path, state: 'broken', reason: merged.reason };
  if (merged.text !== config) return { path, state: 'other', reason: '' };
  const isRight = provider === providerFile(wishes, userAgent);
  return isRight ? { path, state: 'right', reason: '' } : { path: providerPath, state: 'other', reason: '' };
}
