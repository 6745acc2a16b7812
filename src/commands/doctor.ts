import { join } from 'node:path';
import { z } from 'zod';
import { fixOf, LakegooseError, reasonOf } from '../base/errors.ts';
import { writeFileWhole } from '../base/files.ts';
import { pinsOf } from '../bootstrap/tools/places.ts';
import { checks } from '../doctor/checks.ts';
import { redactor } from '../doctor/redact.ts';
import { reportText } from '../doctor/report-text.ts';
import { type CheckReport, runChecks } from '../doctor/run-checks.ts';
import { isOffered } from '../mcp-server/tool.ts';
import { tools } from '../mcp-server/tools.ts';
import { cliProgram } from './cli-program.ts';
import { defineCommand, option, optionWith } from './command.ts';
import { jsonOf } from './doctor/json-of.ts';
import { tableOf } from './doctor/table-of.ts';
import { withNeeds } from './doctor/with-needs.ts';
import { withProgress } from './doctor/with-progress.ts';

const names = checks.map(({ name }) => name);
const usualSeconds = 1;
const seconds = z.coerce.number('1–60').min(1, '1–60').max(60, '1–60');

export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'doctor.summary',
  arguments: z.object({
    only: optionWith('doctor.only', 'CHECK', z.enum(names, names.join(', '))),
    seconds: optionWith('doctor.seconds', 'N', seconds),
    json: option('doctor.json'),
    report: option('doctor.report'),
  }),
  notes: 'doctor.notes',
  endsAtOnce: true,
  examples: ['lakegoose doctor', 'lakegoose doctor --only sign-in', 'lakegoose doctor --report'],
  run: async ({ only, seconds = usualSeconds, json, report }, context) => {
    const { environment, directory, policyFile, signal, language, stdout } = context;
    const chosen = only === undefined ? checks : withNeeds(checks, only);
    const pins = pinsOf(directory, environment);
    const toolsUnder = (policy: Parameters<typeof isOffered>[1]) =>
      tools.filter((tool) => isOffered(tool, policy)).map(({ name }) => name);
    const place = { environment, directory, policyFile, cli: [cliProgram], toolsUnder, pins, seconds, signal } as const;
    const started = performance.now();
    const reports = await withProgress(chosen, context, (onEnd) => runChecks(chosen, place, onEnd));
    const took = (performance.now() - started) / 1000;
    const redact = await redactor(place);
    const written = report ? await writeReport(reports, { environment, directory, redact }) : undefined;
    const path = typeof written === 'string' ? written : undefined;
    const told = { reports, seconds: took, language, redact, path };
    stdout.write(json ? jsonOf(told) : tableOf(told, stdout.isTTY ? stdout.columns : undefined));
    if (written instanceof LakegooseError) throw written;
    return reports.some(({ finding }) => finding.state === 'failed') ? 1 : 0;
  },
});

/** The path of the report, or why it could not be written: what was found is shown all the same. */
async function writeReport(
  reports: readonly CheckReport[],
  asked: Pick<Parameters<typeof reportText>[1], 'environment' | 'directory' | 'redact'>,
): Promise<string | LakegooseError> {
  const at = new Date();
  const path = join(asked.directory, `lakegoose-report-${at.toISOString().slice(0, 19).replaceAll(':', '-')}.txt`);
  try {
    await writeFileWhole(path, await reportText(reports, { ...asked, at }), 0o600);
  } catch (error) {
    return new LakegooseError(
      'doctor.report_not_written',
      { path, reason: reasonOf(error), fix: fixOf(error) },
      { cause: error },
    );
  }
  return path;
}
