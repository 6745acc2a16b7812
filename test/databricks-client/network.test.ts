import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { networkOf } from '../../src/databricks-client/network.ts';
import { proxyFor } from '../../src/databricks-client/proxy.ts';
import { request } from '../../src/databricks-client/request.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { rootWithHosts } from './certificates.ts';
import { connectProxy, secureHost } from './inspecting-proxy.ts';
import { clientOf, rawHost, scriptedHost } from './scripted-host.ts';

const get = { method: 'GET', path: '/', answer: z.object({ ok: z.boolean() }) } as const;

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let certificates: Awaited<ReturnType<typeof rootWithHosts>>;
beforeAll(async () => {
  folder = await temporaryDirectory();
  certificates = await rootWithHosts(folder.path, ['work.example', 'localhost']);
});
afterAll(() => folder[Symbol.asyncDispose]());

function ask(host: string, environment: Readonly<Record<string, string>>) {
  return request(clientOf(host, { network: networkOf(environment) }), get);
}

describe('a company that inspects TLS', () => {
  test.each(['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'])(
    'is trusted where %s names its root',
    async (name) => {
      await using host = await secureHost(certificates.of('work.example'));
      await using proxy = await connectProxy(host.port);
      const environment = { HTTPS_PROXY: `http://me:p%20w@${proxy.address}`, [name]: certificates.root };
      const network = networkOf(environment);
      const client = clientOf('https://work.example', { network });
      expect(await request(client, get)).toEqual({ ok: true });
      expect(await request(client, get)).toEqual({ ok: true });
      // One connection for both, and the workspace's token stays inside it.
      const authorization = `Basic ${Buffer.from('me:p w').toString('base64')}`;
      expect(proxy.connects).toEqual([{ address: 'work.example:443', authorization }]);
      expect(host.authorizations).toEqual(['Bearer secret', 'Bearer secret']);
    },
  );

  test('gets no token where its root is not known, and the sentence names NODE_EXTRA_CA_CERTS', async () => {
    await using host = await secureHost(certificates.of('work.example'));
    await using proxy = await connectProxy(host.port);
    const call = ask('https://work.example', { HTTPS_PROXY: `http://${proxy.address}` });
    await expect(call).rejects.toMatchObject({ code: 'databricks.unknown_issuer' });
    expect(host.authorizations).toEqual([]);
  });

  test('is not asked twice where nothing would change', async () => {
    await using host = await secureHost(certificates.of('localhost'));
    await using proxy = await connectProxy(host.port);
    const environment = { HTTPS_PROXY: `http://${proxy.address}`, SSL_CERT_FILE: certificates.root };
    const call = ask('https://work.example', environment);
    await expect(call).rejects.toMatchObject({ code: 'databricks.certificate_of_another' });
    expect([host.authorizations, proxy.connects.length]).toEqual([[], 1]);
  });

  test('whose certificates cannot be read is told with the name of the setting', async () => {
    const path = join(folder.path, 'missing.pem');
    const call = ask('https://work.example', { SSL_CERT_FILE: path });
    const facts = { name: 'SSL_CERT_FILE', path, reason: 'reason.not_there' };
    await expect(call).rejects.toMatchObject({ code: 'databricks.ca_unreadable', facts });
  });
});

describe('a proxy', () => {
  test.each([
    { status: 407, code: 'databricks.proxy_wants_sign_in' },
    { status: 403, code: 'databricks.proxy_refused' },
    { status: undefined, code: 'databricks.proxy_unreachable' },
  ])('that answers $status: $code, without its password', async ({ status, code }) => {
    await using proxy = await connectProxy(9, status);
    const call = ask('https://work.example', { https_proxy: `http://me:password@${proxy.address}` });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, facts: { proxy: proxy.address } });
    expect(String(error)).not.toContain('password');
    expect(proxy.connects.length).toBe(1);
  });

  test('that is not there: the proxy is told, and not the workspace', async () => {
    const call = ask('https://work.example', { HTTPS_PROXY: '127.0.0.1:9' });
    await expect(call).rejects.toMatchObject({ code: 'databricks.proxy_unreachable', facts: { proxy: '127.0.0.1:9' } });
  });

  test.each(['socks5://127.0.0.1:1080', 'http://[bad', 'ftp://x'])('whose address is %s is refused', async (told) => {
    const call = ask('https://work.example', { HTTPS_PROXY: told });
    await expect(call).rejects.toMatchObject({ code: 'databricks.bad_proxy' });
  });

  test('is never asked for this machine', async () => {
    await using proxy = await connectProxy(9);
    await using plain = await scriptedHost((_incoming, outgoing) => outgoing.end('{"ok":true}'));
    await using secure = await secureHost(certificates.of('localhost'));
    const all = `http://${proxy.address}`;
    const environment = { HTTPS_PROXY: all, HTTP_PROXY: all, http_proxy: all, SSL_CERT_FILE: certificates.root };
    expect(await ask(plain.host, environment)).toEqual({ ok: true });
    expect(await ask(`https://localhost:${secure.port}`, environment)).toEqual({ ok: true });
    expect(proxy.connects).toEqual([]);
  });

  test.each([
    { list: '', through: true },
    { list: 'other.example', through: true },
    { list: 'ork.example', through: true },
    { list: 'a.work.example', through: true },
    { list: 'work.example:8443', through: true },
    { list: '.example.', through: true },
    { list: '*', through: false },
    { list: 'other, Work.Example', through: false },
    { list: 'example', through: false },
    { list: '.example', through: false },
    { list: '*.example', through: false },
    { list: 'work.example:443', through: false },
  ])('with NO_PROXY=$list is asked for work.example: $through', ({ list, through }) => {
    const environment = { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY: list };
    expect(proxyFor(new URL('https://work.example/x'), environment)?.host).toBe(
      through ? 'proxy.example:3128' : undefined,
    );
  });
});

test('a certificate that this machine does not know gets no token, straight as well', async () => {
  await using host = await secureHost(certificates.of('localhost'));
  const call = ask(`https://localhost:${host.port}`, {});
  await expect(call).rejects.toMatchObject({ code: 'databricks.unknown_issuer' });
  expect(host.authorizations).toEqual([]);
});

test('a host that speaks no TLS is told as such', async () => {
  await using plain = await scriptedHost((_incoming, outgoing) => outgoing.end());
  const call = ask(`https://127.0.0.1:${plain.port}`, {});
  await expect(call).rejects.toMatchObject({ code: 'databricks.no_tls' });
});

test('a file without certificates in it is told as such', async () => {
  const path = join(folder.path, 'empty.pem');
  await writeFile(path, 'no certificate\n');
  await using host = await secureHost(certificates.of('localhost'));
  const call = ask(`https://localhost:${host.port}`, { SSL_CERT_FILE: path });
  await expect(call).rejects.toMatchObject({ code: 'databricks.unknown_issuer' });
});

test('a proxy that says that it connected, and then nothing, keeps no request beyond its deadline', async () => {
  await using proxy = await rawHost((socket, count) => {
    if (count === 1) socket.write('HTTP/1.1 200 OK\r\n\r\n');
  });
  const client = clientOf('https://work.example', { network: networkOf({ HTTPS_PROXY: proxy.host }) });
  const call = request(client, { ...get, timeoutSeconds: 0.3 });
  await expect(call).rejects.toMatchObject({ code: 'databricks.timed_out' });
});
