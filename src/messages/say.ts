import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Language } from './language.ts';

export type MessageCode = keyof typeof en;

const words: Record<Language, Record<MessageCode, string>> = { en, ja };

export function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(en, code);
}

/**
 * The sentence for `code`, with each `{fact}` filled in. A fact that is not given stays visible as `{fact}`; a `{reason}`
 * or `{fix}` that is itself a code (`reasonOf`, `fixOf`), and a `{look}`, is said in the same language.
 */
export function say(language: Language, code: MessageCode, facts: Readonly<Record<string, string | number>> = {}) {
  return filled(words[language][code], language, facts);
}

/** The sentence in two: what is, and what to do about it. The second is empty where a sentence says no more. */
export function sayInTwo(
  language: Language,
  code: MessageCode,
  facts: Readonly<Record<string, string | number>> = {},
): readonly [what: string, toDo: string] {
  // Before it is filled: a fact may be anybody's words, with points in them.
  const [, what, toDo = ''] = /^(.*?(?:\.(?=\s)|。))\s*(.*)$/s.exec(words[language][code]) ?? [];
  if (what === undefined) return [say(language, code, facts), ''];
  return [filled(what, language, facts), filled(toDo, language, facts)];
}

function filled(template: string, language: Language, facts: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (!Object.hasOwn(facts, name)) return placeholder;
    const fact = String(facts[name]);
    const isCode = ['reason', 'fix', 'look'].includes(name) && fact.startsWith(`${name}.`);
    return isCode && isMessageCode(fact) ? words[language][fact] : fact;
  });
}
