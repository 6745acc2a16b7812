import { version } from '../../base/version.ts';
import { codeOf, scriptOf, wordsFor } from '../../doctor/words.ts';
import { countOf, states, type Told } from './told.ts';

/** One line of JSON. Programs may rely on its names, on those of the checks, and on the states. */
export function jsonOf({ reports, seconds, language, redact, path }: Told): string {
  const checks = reports.map(({ check, finding, seconds: took }) => {
    const { says, fix } = wordsFor(finding, language);
    return {
      check: check.name,
      state: finding.state,
      code: codeOf(finding),
      says: redact(says),
      fix: fix === '' ? null : redact(fix),
      script: finding.script === undefined ? null : scriptOf(finding).map(redact),
      seconds: rounded(took),
    };
  });
  const counts = Object.fromEntries(states.map((state) => [state, countOf(reports, state)]));
  return `${JSON.stringify({ version, seconds: rounded(seconds), ...counts, report: path ?? null, checks })}\n`;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
