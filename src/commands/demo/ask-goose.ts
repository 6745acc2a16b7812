import { execa } from 'execa';
import { LakegooseError } from '../../base/errors.ts';
import { lastLine } from '../../base/shell.ts';
import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import { type GooseEvent, readEvent } from './goose-event.ts';
import type { Stage } from './set-stage.ts';

type Asking = {
  readonly question: string;
  /** Whether this opens the conversation; the others continue it. */
  readonly first: boolean;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
  readonly language: Language;
};

/**
 * Puts one question to Goose and tells what happens as it happens: the call of a tool, its end, the answer.
 * Throws `demo.goose_ended` when Goose is killed or fails, `demo.no_answer` when it answers without asking our tools.
 */
export async function askGoose(stage: Stage, { question, first, tell, signal, language }: Asking): Promise<void> {
  const args = ['run', '--name', 'demo', ...(first ? [] : ['--resume']), '--quiet'];
  const goose = execa(stage.goose, [...args, '--output-format', 'stream-json', '--text', question], {
    cwd: stage.directory,
    env: { ...stage.environment },
    extendEnv: false,
    stdin: 'ignore',
    stderr: 'pipe',
    cancelSignal: signal,
    reject: false,
  });
  const seen = new Set<GooseEvent['kind']>();
  let answer = '';
  for await (const line of goose) {
    for (const event of readEvent(line)) {
      seen.add(event.kind);
      if (event.kind === 'text') answer += event.text;
      else {
        answer = tellText(answer, tell);
        tellCall(event, tell, language);
      }
    }
  }
  tellText(answer, tell);
  const result = await goose;
  if (result.isCanceled) throw new LakegooseError('demo.stopped');
  if (result.failed || seen.has('error')) {
    const reason = result.signal ?? (lastLine(result.stderr) || `exit ${result.exitCode}`);
    throw new LakegooseError('demo.goose_ended', { reason });
  }
  if (!seen.has('result') || answer.trim() === '') throw new LakegooseError('demo.no_answer', { question });
}

function tellText(text: string, tell: Asking['tell']): '' {
  if (text.trim() !== '') tell(indent(text.trim()));
  return '';
}

function tellCall(event: GooseEvent, tell: Asking['tell'], language: Language): void {
  if (event.kind === 'call') {
    const given = Object.entries(event.given).map(([name, value]) => indent(`${name}: ${String(value)}`, 6));
    tell([`\n  ▸ ${say(language, 'demo.calls', { tool: event.tool })}`, ...given].join('\n'));
  } else if (event.kind === 'result')
    tell(`  ◂ ${say(language, event.failed ? 'demo.call_failed' : 'demo.answered')}\n`);
  else if (event.kind === 'error') tell(`  ${event.text}`);
}

function indent(text: string, spaces = 2): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
