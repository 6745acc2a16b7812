export type Language = 'en' | 'ja';

/** `LAKEGOOSE_LANGUAGE`, else the locale of the terminal: Japanese for `ja…`, English for everything else. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LAKEGOOSE_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment;
  const chosen = LAKEGOOSE_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '';
  return chosen.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
