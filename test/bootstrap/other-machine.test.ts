import { expect, it } from 'vitest';
import { fromRegistries } from '../../src/bootstrap/tools/from-registries.ts';
import { pinsOf } from '../../src/bootstrap/tools/places.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function onArm64() {
  const cache = await temporaryDirectory();
  return {
    environment: {},
    pins: await pinsOf('/'),
    cache: cache.path,
    machine: 'arm64',
    signal: new AbortController().signal,
    tell: () => undefined,
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  };
}

it('on arm64 npm has no Goose, and that is said by name', async () => {
  await using fetching = await onArm64();
  await expect(fromRegistries.goose(fetching)).rejects.toMatchObject({
    code: 'tools.not_for_machine',
    facts: { tool: 'Goose', machine: 'arm64' },
  });
});
