import { agentsCommand } from './agents.ts';
import type { Command } from './command.ts';
import { demoCommand } from './demo.ts';
import { loginCommand } from './login.ts';
import { mcpCommand } from './mcp.ts';
import { sqlCheckCommand } from './sql-check.ts';
import { tokenCommand } from './token.ts';
import { workspaceCommand } from './workspace.ts';

/** Every verb, in the order of the help. */
export const commands: readonly Command[] = [
  demoCommand,
  loginCommand,
  agentsCommand,
  mcpCommand,
  sqlCheckCommand,
  tokenCommand,
  workspaceCommand,
];
