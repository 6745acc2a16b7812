import type { Finding } from './source.ts';

export type Generated = { readonly path: string; readonly text: () => Promise<string> | string };

const expected = ['.env.example', 'docs/tools.md', 'docs/errors.md', 'docs/parity.md', 'THIRD_PARTY_NOTICES.md'];

/** What a generator prints is what stands in the repository, to the byte. */
export async function stale(
  generated: readonly Generated[],
  read: (path: string) => Promise<string | undefined>,
): Promise<readonly Finding[]> {
  const paths = generated.map((one) => one.path);
  const findings = expected
    .filter((path) => !paths.includes(path))
    .map((path) => ({ file: path, line: 1, what: 'has no generator' }));
  for (const { path, text } of generated) {
    const [is, should] = [await read(path), await text()];
    if (is === should) continue;
    const lines = should.split('\n');
    const line = is === undefined ? 0 : is.split('\n').findIndex((one, index) => one !== lines[index]);
    findings.push({ file: path, line: line + 1, what: 'is not what its generator prints: npm run generate' });
  }
  return findings;
}
