import { en, type Phrases } from './phrases-en.ts';
import { ja } from './phrases-ja.ts';

export const phrases: Readonly<Record<'en' | 'ja', Phrases>> = { en, ja };
export type Language = keyof typeof phrases;

/** Kana or Chinese characters: Japanese. Anything else: English. */
export function languageOf(text: string): Language {
  return /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) ? 'ja' : 'en';
}
