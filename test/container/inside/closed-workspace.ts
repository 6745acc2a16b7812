import { startLocalWorkspace } from '../../../src/local-workspace/index.ts';
import { apiError, faultProxy } from '../../support/fault-proxy.ts';

// A workspace of its own in a container, whose lineage API is closed to everybody. Tells on its first line where it is, and the
// tokens of its people.
const { host: behind, warehouseId, users } = await startLocalWorkspace();
const { host } = await faultProxy(behind, ({ url }) =>
  url.pathname.includes('/lineage-tracking/') ? apiError(403, 'PERMISSION_DENIED', 'No BROWSE.') : undefined,
);
process.stdout.write(`${JSON.stringify({ host, warehouseId, users, pid: process.pid })}\n`);
