import { expect, test } from 'vitest';
import { mayPass, networkError, wasNeverSent } from '../../src/databricks-client/network-error.ts';
import { wordsOf } from '../../src/terminal/words-of-error.ts';

const nodeError = (code: string, more: object = {}) =>
  Object.assign(new Error(`words of Node.js: ${code}`), { code, ...more });

test.each([
  ['ENOTFOUND', 'databricks.no_such_host', 'HTTPS_PROXY'],
  ['EAI_AGAIN', 'databricks.no_name_service', 'DNS'],
  ['ECONNREFUSED', 'databricks.connection_refused', 'lakegoose bootstrap'],
  ['EHOSTUNREACH', 'databricks.no_route', 'VPN'],
  ['ENETUNREACH', 'databricks.no_route', 'VPN'],
  ['ETIMEDOUT', 'databricks.no_route', 'HTTPS_PROXY'],
  ['ECONNRESET', 'databricks.cut', ''],
  ['EPIPE', 'databricks.cut', ''],
  ['CERT_HAS_EXPIRED', 'databricks.certificate_out_of_date', ''],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'databricks.certificate_of_another', ''],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'databricks.unknown_issuer', 'NODE_EXTRA_CA_CERTS'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'databricks.unknown_issuer', 'NODE_EXTRA_CA_CERTS'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'databricks.unknown_issuer', 'NODE_EXTRA_CA_CERTS'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'databricks.no_tls', 'HTTPS'],
  ['ESOMETHING', 'databricks.unreachable', 'ESOMETHING'],
])('%s is %s, in both languages without the words of Node.js', (code, told, names) => {
  const error = networkError(nodeError(code), 'https://work.example');
  expect(error.code).toBe(told);
  for (const language of ['en', 'ja'] as const) {
    const words = wordsOf(error, language);
    expect(words).toContain('https://work.example');
    expect(words).toContain(names);
    expect(words).not.toMatch(/words of Node|\{/);
  }
});

test('only what surely was not sent may be sent again', () => {
  expect(wasNeverSent(nodeError('ECONNREFUSED'))).toBe(true);
  expect(wasNeverSent(nodeError('ETIMEDOUT', { syscall: 'connect' }))).toBe(true);
  expect(wasNeverSent(nodeError('ETIMEDOUT', { syscall: 'read' }))).toBe(false);
  expect(wasNeverSent(nodeError('EHOSTUNREACH', { syscall: 'connect' }))).toBe(true);
  expect(wasNeverSent(nodeError('EHOSTUNREACH', { syscall: 'read' }))).toBe(false);
  const [v6, v4] = ['ENETUNREACH', 'ETIMEDOUT'].map((code) => nodeError(code, { syscall: 'connect' }));
  expect(wasNeverSent(new AggregateError([v6, v4]))).toBe(true);
  expect(wasNeverSent(new AggregateError([v6, nodeError('ECONNRESET', { syscall: 'read' })]))).toBe(false);
  expect(wasNeverSent(nodeError('ECONNRESET', { syscall: 'read' }))).toBe(false);
  expect(wasNeverSent(new Error('unknown'))).toBe(false);
});

test('a name, a certificate and a proxy that are wrong stay wrong', () => {
  for (const code of ['ENOTFOUND', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_PROXY_TUNNEL', 'EWHAT']) {
    expect(mayPass(nodeError(code))).toBe(false);
  }
});
