import { LakegooseError, systemErrorCode } from '../base/errors.ts';
import type { MessageCode } from '../messages/say.ts';

/** Why a connection came to nothing, by the code that Node.js gives (`errors` and `tls` of its manual). */
const codes: Readonly<Record<string, MessageCode>> = {
  ENOTFOUND: 'databricks.no_such_host',
  EAI_AGAIN: 'databricks.no_name_service',
  ECONNREFUSED: 'databricks.connection_refused',
  EHOSTUNREACH: 'databricks.no_route',
  ENETUNREACH: 'databricks.no_route',
  ENETDOWN: 'databricks.no_route',
  ETIMEDOUT: 'databricks.no_route',
  ECONNRESET: 'databricks.cut',
  ECONNABORTED: 'databricks.cut',
  EPIPE: 'databricks.cut',
  ERR_STREAM_PREMATURE_CLOSE: 'databricks.cut',
  Z_BUF_ERROR: 'databricks.cut',
  CERT_HAS_EXPIRED: 'databricks.certificate_out_of_date',
  CERT_NOT_YET_VALID: 'databricks.certificate_out_of_date',
  ERR_TLS_CERT_ALTNAME_INVALID: 'databricks.certificate_of_another',
  EPROTO: 'databricks.no_tls',
};

/** Nobody vouches for the certificate (`X509_V_ERR_…` of OpenSSL). */
const unknownIssuer: readonly string[] = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
];

const neverSent: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ERR_PROXY_TUNNEL'];

/** Whether a request surely did not reach its host. A way that ends later (EHOSTUNREACH of a `read`) may have carried it. */
export function wasNeverSent(error: unknown): boolean {
  // Each address of the host was tried.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(wasNeverSent);
  return neverSent.includes(systemErrorCode(error) ?? '') || syscallOf(error) === 'connect';
}

/** Whether the same request may succeed in a moment: not where a name, a certificate or a proxy is wrong. */
export function mayPass(error: unknown): boolean {
  const passing: readonly MessageCode[] = ['databricks.no_name_service', 'databricks.connection_refused'];
  const code = codes[systemErrorCode(error) ?? ''];
  return code !== undefined && [...passing, 'databricks.no_route', 'databricks.cut'].includes(code);
}

/** What a person is told of a request that got no whole answer. `proxy` is host and port of the one on the way. */
export function networkError(error: unknown, host: string, proxy?: string): LakegooseError {
  const cause = { cause: error };
  const code = systemErrorCode(error) ?? '';
  if (proxy !== undefined) {
    const status = tunnelStatus(error);
    if (status === 407) return new LakegooseError('databricks.proxy_wants_sign_in', { proxy }, cause);
    if (status !== undefined) return new LakegooseError('databricks.proxy_refused', { proxy, host, status }, cause);
    const isTheirs = code === 'ERR_PROXY_TUNNEL' || ['connect', 'getaddrinfo'].includes(syscallOf(error) ?? '');
    if (isTheirs) return new LakegooseError('databricks.proxy_unreachable', { proxy }, cause);
  }
  if (unknownIssuer.includes(code)) return new LakegooseError('databricks.unknown_issuer', { host }, cause);
  const other: MessageCode = code.startsWith('ERR_SSL_') ? 'databricks.no_tls' : 'databricks.unreachable';
  const known: MessageCode = codes[code] ?? other;
  return new LakegooseError(known, { host, reason: code || 'UNKNOWN' }, cause);
}

function syscallOf(error: unknown): string | undefined {
  return error instanceof Error && 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined;
}

function tunnelStatus(error: unknown): number | undefined {
  const has = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return has && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
