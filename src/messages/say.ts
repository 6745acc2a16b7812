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
 * or `{fix}` that is itself a code (`reasonOf`, `fixOf`) is said in the same language.
 */
export function say(language: Language, code: MessageCode, facts: Readonly<Record<string, string | number>> = {}) {
  return words[language][code].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (!Object.hasOwn(facts, name)) return placeholder;
    const fact = String(facts[name]);
    const isCode = ['reason', 'fix'].includes(name) && fact.startsWith(`${name}.`);
    return isCode && isMessageCode(fact) ? words[language][fact] : fact;
  });
}
