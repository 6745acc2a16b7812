import type { CheckReport } from '../../doctor/run-checks.ts';
import type { Language } from '../../messages/language.ts';

/** What `lakegoose doctor` has to tell. */
export type Told = {
  readonly reports: readonly CheckReport[];
  readonly seconds: number;
  readonly language: Language;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Where the report was written. */
  readonly path: string | undefined;
};

export const states = ['ok', 'warn', 'failed', 'skipped'] as const;

export function countOf(reports: readonly CheckReport[], state: (typeof states)[number]): number {
  return reports.filter(({ finding }) => finding.state === state).length;
}
