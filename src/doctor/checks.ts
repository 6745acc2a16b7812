import type { Check } from './check.ts';
import { catalogsCheck } from './checks/catalogs.ts';
import { clockCheck } from './checks/clock.ts';
import { clusterCheck } from './checks/cluster.ts';
import { gooseCheck } from './checks/goose.ts';
import { gooseEnvironmentCheck } from './checks/goose-environment.ts';
import { gooseToolsCheck } from './checks/goose-tools.ts';
import { hostCheck } from './checks/host.ts';
import { keptCheck } from './checks/kept.ts';
import { kernelCheck } from './checks/kernel.ts';
import { lineageCheck } from './checks/lineage.ts';
import { mcpServerCheck } from './checks/mcp-server.ts';
import { modelCheck } from './checks/model.ts';
import { networkCheck } from './checks/network.ts';
import { permissionsCheck } from './checks/permissions.ts';
import { policyCheck } from './checks/policy.ts';
import { programsCheck } from './checks/programs.ts';
import { secretsCheck } from './checks/secrets.ts';
import { settingsCheck } from './checks/settings.ts';
import { signInCheck } from './checks/sign-in.ts';
import { storageCheck } from './checks/storage.ts';
import { warehouseCheck } from './checks/warehouse.ts';

/** Every check, in the order in which a person reads them. */
export const checks: readonly Check[] = [
  settingsCheck,
  networkCheck,
  hostCheck,
  clockCheck,
  signInCheck,
  warehouseCheck,
  clusterCheck,
  modelCheck,
  catalogsCheck,
  lineageCheck,
  permissionsCheck,
  policyCheck,
  programsCheck,
  gooseCheck,
  gooseEnvironmentCheck,
  gooseToolsCheck,
  mcpServerCheck,
  kernelCheck,
  secretsCheck,
  storageCheck,
  keptCheck,
];
