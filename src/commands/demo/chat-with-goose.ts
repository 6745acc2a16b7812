import { execa } from 'execa';
import { LakegooseError } from '../../base/errors.ts';
import type { CommandContext } from '../command.ts';
import type { Stage } from './set-stage.ts';

/** Hands the terminal to Goose until the person leaves it. Throws `demo.stopped`, `demo.goose_ended`. */
export async function chatWithGoose(
  stage: Stage,
  { signal, withoutCtrlC }: Pick<CommandContext, 'signal' | 'withoutCtrlC'>,
): Promise<number> {
  const result = await withoutCtrlC(() =>
    execa(stage.goose, ['session'], {
      cwd: stage.directory,
      env: { ...stage.environment },
      extendEnv: false,
      stdio: 'inherit',
      cancelSignal: signal,
      reject: false,
    }),
  );
  if (result.isCanceled) throw new LakegooseError('demo.stopped');
  if (result.signal !== undefined) throw new LakegooseError('demo.goose_ended', { reason: result.signal });
  return result.exitCode ?? 1;
}
