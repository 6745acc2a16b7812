import { version } from '../../base/version.ts';
import { wordsFor } from '../../doctor/words.ts';
import { countOf, states, type Told } from './told.ts';

/** One line of JSON. Programs may rely on its names, on those of the checks, and on the states. */
export function jsonOf({ reports, seconds, language, redact, path }: Told): string {
  const checks = reports.map(({ check, finding, seconds: took }) => {
    const { says, fix } = wordsFor(finding, language);
    return {
      check: check.name,
      state: finding.state,
      code: 'code' in finding.because ? finding.because.code : codeOf(finding.because.error),
      says: redact(says),
      fix: fix === '' ? null : redact(fix),
      script: finding.script?.map(redact) ?? null,
      seconds: rounded(took),
    };
  });
  const counts = Object.fromEntries(states.map((state) => [state, countOf(reports, state)]));
  return `${JSON.stringify({ version, seconds: rounded(seconds), ...counts, report: path ?? null, checks })}\n`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'cli.fault';
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
