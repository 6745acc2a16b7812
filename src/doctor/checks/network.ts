import { LakegooseError } from '../../base/errors.ts';
import { certificateFile } from '../../databricks-client/certificates.ts';
import { isExcepted, proxyFor } from '../../databricks-client/proxy.ts';
import type { Environment } from '../../settings/dot-env.ts';
import { type Check, failed, ok, skipped } from '../check.ts';

/** What keeps a request from its host although the host may be there. */
const ofTheWay: ReadonlySet<string> = new Set([
  'databricks.proxy_unreachable',
  'databricks.proxy_wants_sign_in',
  'databricks.proxy_refused',
  'databricks.ca_unreadable',
  'databricks.unknown_issuer',
  'databricks.certificate_of_another',
  'databricks.certificate_out_of_date',
  'databricks.no_tls',
]);

/** What becomes of a request where a proxy does not make the connection that it was asked for. */
const odd: ReadonlySet<string> = new Set(['databricks.no_tls', 'databricks.cut', 'databricks.timed_out']);

/** The proxy lets requests through, and the certificates that are shown are trusted. */
export const networkCheck: Check = {
  name: 'network',
  title: 'doctor.network',
  needs: ['settings'],
  run: async ({ environment, known }) => {
    const { kind, host } = await known.workspace();
    const way = await known.greeting().then(
      () => undefined,
      (error: unknown) => error,
    );
    const code = way instanceof LakegooseError ? way.code : undefined;
    if (code === 'databricks.bad_proxy' || (way !== undefined && code === undefined)) throw way;
    const proxy = proxyFor(new URL(host), environment)?.host;
    if (code !== undefined && proxy !== undefined && odd.has(code))
      return failed('doctor.network_proxy_odd', { proxy, host });
    if (code !== undefined && ofTheWay.has(code)) throw way;
    if (code !== undefined) return skipped('doctor.waits_for', { check: 'doctor.host' });
    if (kind === 'local') return localWay(host, environment);
    const extra = certificateFile(environment)?.path ?? environment.NODE_EXTRA_CA_CERTS;
    const trusts = extra ? `Node.js, ${extra}` : 'Node.js';
    if (proxy === undefined) return ok('doctor.network_straight', { trusts });
    return ok('doctor.network_proxy', { proxy, trusts });
  },
};

/** We never ask this machine through a proxy, but Goose does (facts `goose.md` §2). */
function localWay(host: string, environment: Environment) {
  const names = ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'];
  const name = names.find((one) => environment[one]);
  const list = environment.no_proxy || environment.NO_PROXY || '';
  if (name === undefined || isExcepted(new URL(host), list)) return ok('doctor.network_own_machine');
  return failed('doctor.network_goose_proxy', { name, list: [list, '127.0.0.1,localhost'].filter(Boolean).join(',') });
}
