import { en } from './en.ts';
import { ja } from './ja.ts';

export type Language = 'en' | 'ja';
export type MessageCode = keyof typeof en;

const words: Record<Language, Record<MessageCode, string>> = { en, ja };

export function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(en, code);
}

/**
 * The sentence for `code`, with each `{fact}` filled in. A fact that is not given stays visible as `{fact}`; a `{reason}`
 * that is itself a code (`reasonOf`) is said in the same language.
 */
export function say(language: Language, code: MessageCode, facts: Readonly<Record<string, string | number>> = {}) {
  return words[language][code].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    if (!Object.hasOwn(facts, name)) return placeholder;
    const fact = String(facts[name]);
    return name === 'reason' && fact.startsWith('reason.') && isMessageCode(fact) ? words[language][fact] : fact;
  });
}

/** `LAKEGOOSE_LANGUAGE`, else the locale of the terminal: Japanese for `ja…`, English for everything else. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LAKEGOOSE_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment;
  const chosen = LAKEGOOSE_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '';
  return chosen.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
