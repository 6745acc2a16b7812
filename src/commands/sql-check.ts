import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { guardRules } from '../settings/guard-rules.ts';
import { loadSettings } from '../settings/load.ts';
import { judge } from '../sql-guard/judge.ts';
import type { Rules } from '../sql-guard/policy.ts';
import { positionOf } from '../sql-guard/position.ts';
import { splitStatements } from '../sql-guard/split-statements.ts';
import type { Verdict } from '../sql-guard/verdict.ts';
import { type CommandContext, defineCommand, option, optionWith, positional } from './command.ts';
import { tellVerdict, verdictLine } from './sql-check/tell-verdict.ts';

const policies = ['read', 'write', 'update'] as const;

export const sqlCheckCommand = defineCommand({
  name: 'sql check',
  summary: 'sql.summary',
  arguments: z.object({
    file: positional('sql.file', 'FILE', z.string().min(1)),
    policy: optionWith('sql.policy', 'POLICY', z.enum(policies, policies.join(', '))),
    json: option('sql.json'),
    jsonl: option('sql.jsonl'),
  }),
  examples: ['lakegoose sql check query.sql', 'echo "DELETE FROM t" | lakegoose sql check - --policy update'],
  run: async ({ file, policy, json, jsonl }, context) => {
    const settings = await loadSettings(context.environment, context.directory);
    const wished = policy === undefined ? settings : { ...settings, LAKEGOOSE_SQL_POLICY: policy };
    const rules = await guardRules(wished, context.policyFile);
    const bytes = await readInput(file, context);
    // Half a character stands for whatever is not text.
    const text = isUtf8(bytes) ? bytes.toString('utf8') : '\ud800';
    let refused = 0;
    for (const checked of jsonl ? linesOf(text, rules) : statementsOf(text, rules)) {
      if (checked.verdict.verdict === 'refuse') refused++;
      const line = json || jsonl ? verdictLine(checked, context.language) : tellVerdict(checked, context.language);
      context.stdout.write(`${line}\n`);
    }
    return refused === 0 ? 0 : 1;
  },
});

type Checked = { readonly verdict: Verdict; readonly text: string; readonly line: number; readonly column: number };

async function readInput(file: string | undefined, { stdin, directory }: CommandContext): Promise<Buffer> {
  if (file === undefined || file === '-') return buffer(stdin);
  const path = resolve(directory, file);
  return readFile(path).catch((error: unknown) => {
    throw new LakegooseError('sql.not_readable', { path, reason: reasonOf(error) }, { cause: error });
  });
}

function* statementsOf(text: string, rules: Rules): Generator<Checked> {
  for (const piece of splitStatements(text)) {
    yield { verdict: judge(piece.text, rules), text: piece.text, ...positionOf(text, piece.start) };
  }
}

const jsonLine = z.looseObject({ sql: z.string() });

/** Each line judged whole, as the MCP server judges an argument. A line without a text is no text. */
function* linesOf(text: string, rules: Rules): Generator<Checked> {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const sql = textOf(line);
    yield { verdict: judge(sql, rules), text: sql, line: 1, column: 1 };
  }
}

function textOf(line: string): string {
  try {
    return jsonLine.parse(JSON.parse(line)).sql;
  } catch {
    return '\ud800';
  }
}
