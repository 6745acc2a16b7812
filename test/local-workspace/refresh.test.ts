import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { OAuthClient } from './oauth-client.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lakegoose-'));
});
afterAll(() => rm(directory, { recursive: true }));

const invalid = { status: 401, error: 'invalid_request', error_description: 'Refresh token is invalid' };

describe('a refresh token', () => {
  it('is replaced at each use, works twice within the grace, and not after it', async () => {
    const workspace = await startLocalWorkspace({ consent: 'given', tokenSeconds: 2 });
    const client = new OAuthClient(workspace);
    const first = await client.signIn();
    const form = client.refreshForm(first.refresh_token);
    const [one, other] = await Promise.all([client.tokens(form), client.tokens(form)]);
    expect(new Set([first, one, other].map((tokens) => tokens.refresh_token)).size).toBe(3);
    expect(await client.statusWith(one.access_token)).toBe(200);
    expect(await client.statusWith(other.access_token)).toBe(200);
    await sleep(2100);
    expect(await client.statusWith(one.access_token)).toBe(401);
    expect(await client.refused(form)).toEqual(invalid);
    for (const { refresh_token } of [one, other]) {
      const next = await client.tokens(client.refreshForm(refresh_token));
      expect(await client.statusWith(next.access_token)).toBe(200);
    }
    expect(await client.refused({ ...form, client_id: 'databricks-sql-jdbc' })).toEqual(invalid);
    expect(await client.refused(client.refreshForm('made up'))).toEqual(invalid);
    await workspace.close();
  });

  it('of one app is of no use to another', async () => {
    const workspace = await startLocalWorkspace({ consent: 'given' });
    const client = new OAuthClient(workspace);
    const form = client.refreshForm((await client.signIn()).refresh_token);
    expect(await client.refused({ ...form, client_id: 'databricks-sql-jdbc' })).toEqual(invalid);
    expect(await client.tokens(form)).toHaveProperty('refresh_token');
    await workspace.close();
  });

  it('outlives a restart where data is kept, as the access token does, as a digest in a file of its owner', async () => {
    const dataDirectory = join(directory, 'kept');
    const first = await startLocalWorkspace({ consent: 'given', dataDirectory });
    const before = new OAuthClient(first);
    const tokens = await before.signIn();
    const used = await before.signIn();
    await before.tokens(before.refreshForm(used.refresh_token));
    await first.close();
    const path = join(dataDirectory, 'sign-ins.json');
    const text = await readFile(path, 'utf8');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(text).not.toContain(tokens.refresh_token);
    expect(text).not.toContain(tokens.access_token);
    const second = await startLocalWorkspace({ consent: 'given', dataDirectory });
    const after = new OAuthClient(second);
    expect(await after.statusWith(tokens.access_token)).toBe(200);
    const again = await after.tokens(after.refreshForm(tokens.refresh_token));
    expect(await after.statusWith(again.access_token)).toBe(200);
    await second.close();
  });

  it.each([
    ['broken', '{"version":1,'],
    ['of a newer version', '{"version":2,"access":[],"refresh":[]}'],
  ])('file that is %s is named, and left as it is', async (what, text) => {
    const dataDirectory = join(directory, what);
    await (await startLocalWorkspace({ dataDirectory })).close();
    const path = join(dataDirectory, 'sign-ins.json');
    await writeFile(path, text);
    await expect(startLocalWorkspace({ dataDirectory })).rejects.toMatchObject({
      code: 'workspace.data_broken',
      facts: { path },
    });
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
