import { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import { isMessageCode, say, sayInTwo } from '../messages/say.ts';
import { printable } from '../terminal/printable.ts';
import { wordsOf } from '../terminal/words-of-error.ts';
import type { Finding } from './check.ts';

export type Words = {
  readonly says: string;
  /** What to do about it; empty where there is nothing to do. */
  readonly fix: string;
};

/** What a person reads of a finding. */
export function wordsFor({ state, because }: Finding, language: Language): Words {
  if (!('error' in because)) {
    const facts = shownFacts(because.facts, language);
    if (state === 'ok' || state === 'skipped') return { says: say(language, because.code, facts), fix: '' };
    const [says, fix] = sayInTwo(language, because.code, facts);
    return { says, fix };
  }
  const { error } = because;
  if (!(error instanceof LakegooseError) || !isMessageCode(error.code)) {
    const [says, fix] = sayInTwo(language, 'cli.fault');
    return { says, fix: `${fix}\n${wordsOf(error, language).split('\n').slice(1).join('\n')}` };
  }
  const [says, fix] = sayInTwo(language, error.code, shownFacts(error.facts, language));
  return { says, fix: [fix, ...error.parts.map((part) => `- ${wordsOf(part, language)}`)].filter(Boolean).join('\n') };
}

/** Statements for an administrator, each on one line, whatever the names in it are. */
export function scriptOf({ script = [] }: Finding): readonly string[] {
  return script.map(onOneLine);
}

/** Somebody else's words cannot look like a line of ours. */
function onOneLine(text: string): string {
  return printable(text).replaceAll('\n', '·');
}

/** A fact may be anybody's words, or the code of a title of ours. */
function shownFacts(facts: Readonly<Record<string, string | number>>, language: Language) {
  const shown = Object.entries(facts).map(([name, fact]) => {
    if (typeof fact === 'number') return [name, fact] as const;
    const isTitle = fact.startsWith('doctor.') && isMessageCode(fact);
    return [name, isTitle ? say(language, fact) : onOneLine(fact)] as const;
  });
  return Object.fromEntries(shown);
}

/** What a program, or whoever supports people, tells findings apart by. */
export function codeOf({ because }: Finding): string {
  if ('code' in because) return because.code;
  return because.error instanceof LakegooseError ? because.error.code : 'cli.fault';
}
