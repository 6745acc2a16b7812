import { listTools } from '../../agent-config/list-tools.ts';
import { guardRules } from '../../settings/guard-rules.ts';
import { type Check, failed, ok } from '../check.ts';

/** The server of our tools starts, and tells the tools that the policy gives. */
export const mcpServerCheck: Check = {
  name: 'mcp-server',
  title: 'doctor.mcp_server',
  needs: ['settings'],
  run: async ({ known, cli, environment, directory, policyFile, toolsUnder, seconds, signal }) => {
    const { policy } = await guardRules(await known.settings(), policyFile);
    const expected = toolsUnder(policy);
    const names = await listTools({ cli, environment, directory, timeoutSeconds: seconds, signal });
    const missing = expected.filter((name) => !names.includes(name));
    const strange = names.filter((name) => !expected.includes(name));
    if (missing.length + strange.length === 0) return ok('doctor.mcp_server_serves', { count: names.length });
    const facts = { missing: missing.join(', ') || '–', strange: strange.join(', ') || '–' };
    return failed('doctor.mcp_server_other', facts);
  },
};
