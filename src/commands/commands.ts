import type { Command } from './command.ts';

/** Every verb, in the order of the help. Loaded one by one, so that a verb starts without the others' weight. */
const verbs = {
  demo: async () => (await import('./demo.ts')).demoCommand,
  bootstrap: async () => (await import('./bootstrap.ts')).bootstrapCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  login: async () => (await import('./login.ts')).loginCommand,
  logout: async () => (await import('./logout.ts')).logoutCommand,
  agents: async () => (await import('./agents.ts')).agentsCommand,
  harden: async () => (await import('./harden.ts')).hardenCommand,
  mcp: async () => (await import('./mcp.ts')).mcpCommand,
  'sql check': async () => (await import('./sql-check.ts')).sqlCheckCommand,
  'sql run': async () => (await import('./sql-run.ts')).sqlRunCommand,
  'notebook run': async () => (await import('./notebook-run.ts')).notebookRunCommand,
  token: async () => (await import('./token.ts')).tokenCommand,
  workspace: async () => (await import('./workspace.ts')).workspaceCommand,
};

export const verbNames: readonly string[] = Object.keys(verbs);

/** The verb of that name, or undefined where there is none. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.entries(verbs).find(([verb]) => verb === name)?.[1]();
}

export function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(verbs).map((load) => load()));
}
