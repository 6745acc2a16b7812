import { say } from '../../messages/say.ts';
import type { CommandContext } from '../command.ts';
import { runningPorts, stopRunning } from './running.ts';

/** Ends the local workspace that runs at this port, and says which one that was. */
export async function stopWorkspace(
  state: string,
  port: number,
  json: boolean,
  { language, stdout }: CommandContext,
): Promise<0> {
  const stopped = await stopRunning(state, port);
  const [other, ...others] = stopped === undefined ? await runningPorts(state) : [];
  if (json) stdout.write(`${JSON.stringify({ stopped: stopped ?? null })}\n`);
  else if (stopped !== undefined) {
    const code = stopped.data === '' ? 'workspace.stopped_for_good' : 'workspace.stopped';
    stdout.write(`${say(language, code, stopped)}\n`);
  } else if (other === undefined) stdout.write(`${say(language, 'workspace.none_runs', { port })}\n`);
  else {
    const facts = { port, other, others: [other, ...others].join(', ') };
    stdout.write(`${say(language, 'workspace.others_run', facts)}\n`);
  }
  return 0;
}
