import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import { guardRules } from '../settings/guard-rules.ts';
import { loadSettings } from '../settings/load.ts';
import { defineCommand, option, optionWith, positional } from './command.ts';
import { readInput } from './read-input.ts';
import { someText } from './some-text.ts';
import { answers } from './sql-check/answers.ts';
import { jsonLineAnswers } from './sql-check/json-lines.ts';
import { answerLine, tellAnswer } from './sql-check/tell-answer.ts';

const policies = ['read', 'write', 'update'] as const;
/** So many statements are judged before Ctrl-C is looked for. */
const atOnce = 200;

export const sqlCheckCommand = defineCommand({
  name: 'sql check',
  summary: 'sql.summary',
  arguments: z.object({
    file: positional('sql.file', 'FILE', someText),
    policy: optionWith('sql.policy', 'POLICY', z.enum(policies, policies.join(', '))),
    json: option('sql.json'),
    jsonl: option('sql.jsonl'),
  }),
  notes: 'sql.notes',
  failureExitCode: () => 2,
  examples: [
    'lakegoose sql check query.sql',
    'echo "DELETE FROM t" | lakegoose sql check - --policy update',
    'lakegoose sql check --json query.sql',
  ],
  run: async ({ file, policy, json, jsonl }, context) => {
    const { environment, directory, policyFile, language, signal, stdout } = context;
    const settings = await loadSettings(environment, directory);
    const wished = policy === undefined ? settings : { ...settings, LAKEGOOSE_SQL_POLICY: policy };
    const rules = await guardRules(wished, policyFile);
    const bytes = await readInput(file, context);
    let [judged, refused] = [0, 0];
    for (const answer of jsonl ? jsonLineAnswers(bytes, rules) : answers(bytes, rules)) {
      if (answer.why !== undefined) refused++;
      judged++;
      stdout.write(`${json || jsonl ? answerLine(answer, language) : tellAnswer(answer, language)}\n`);
      if (judged % atOnce === 0) await setImmediate();
      signal.throwIfAborted();
    }
    if (judged === 0) throw new LakegooseError('sql_check.no_line');
    if (!json && !jsonl) {
      const facts = { allowed: judged - refused, refused, policy: rules.policy };
      stdout.write(`\n${say(language, 'sql.total', facts)}\n`);
    }
    return refused === 0 ? 0 : 1;
  },
});
