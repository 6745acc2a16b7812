import { circles } from './circles.ts';
import { comments } from './comments.ts';
import { escapeHatches } from './escape-hatches.ts';
import type { Example } from './example.ts';
import { baseStaysSmall, importsRunDownward } from './floors.ts';
import { names } from './names.ts';
import { output } from './output.ts';
import { size } from './size.ts';

const downward = { rule: importsRunDownward };
const ways = (path: string, to: string) => ({ [path]: `import { x } from '${to}';` });

/** Small trees that break the rules of the house, each with what is said of it. */
export const brokenHouse: readonly Example[] = [
  { ...downward, says: 'upward', files: ways('src/sql-guard/judge.ts', '../statements/run.ts') },
  { ...downward, says: 'upward', files: { 'src/base/files.ts': "import type { X } from '../settings/load.ts';" } },
  { ...downward, says: 'upward', files: { 'src/base/files.ts': "export * from '../settings/load.ts';" } },
  { ...downward, says: 'upward', files: { 'src/base/files.ts': "type X = import('../settings/load.ts').X;" } },
  { ...downward, says: 'upward', files: { 'src/base/files.ts': "await import('../settings/load.ts');" } },
  { ...downward, says: 'sideways', files: ways('src/doctor/check.ts', '../budget/ledger.ts') },
  { ...downward, says: 'sideways', files: ways('src/messages/say.ts', '../base/errors.ts') },
  { ...downward, says: 'sideways', files: ways('src/databricks-client/http.ts', '../settings/load.ts') },
  { ...downward, says: 'upward', files: ways('src/databricks-client/http.ts', '../sign-in/token.ts') },
  { ...downward, says: 'stands on no floor', files: { 'src/attic/box.ts': '' } },
  { ...downward, says: 'stands on no floor', files: { 'src/box.ts': '' } },
  { ...downward, says: 'stands on no floor', files: { 'src/local-workspace/attic/box.ts': '' } },
  { ...downward, says: 'leaves src', files: ways('src/base/files.ts', '../../test/support/x.ts') },
  { ...downward, says: 'address is computed', files: { 'src/base/files.ts': 'await import(name);' } },
  { ...downward, says: 'past statements/', files: ways('src/mcp-server/x.ts', '../databricks-client/statements.ts') },
  { ...downward, says: 'past statements/', files: ways('src/databricks-client/client.ts', './statements.ts') },
  { ...downward, says: 'a sibling', files: ways('src/mcp-server/tools/list-tables.ts', './list-schemas.ts') },
  { ...downward, says: 'a sibling', files: ways('src/bootstrap/steps/goose.ts', './kernel.ts') },
  { ...downward, says: 'a sibling', files: ways('src/doctor/checks/host.ts', './token.ts') },
  { ...downward, says: 'a sibling', files: ways('src/local-workspace/routes/scim.ts', './statements.ts') },
  { ...downward, says: 'knows settings', files: ways('src/local-workspace/server/x.ts', '../../settings/load.ts') },
  { ...downward, says: 'knows messages', files: ways('src/local-workspace/engine/x.ts', '../../messages/say.ts') },
  { ...downward, says: 'into local-workspace', files: ways('src/commands/demo.ts', '../local-workspace/server/x.ts') },
  {
    ...downward,
    says: 'into local-workspace',
    files: { 'src/mcp-server/x.ts': "await import('../local-workspace/server/x.ts');" },
  },
  { ...downward, says: 'upward', files: ways('src/local-workspace/engine/x.ts', '../services/y.ts') },
  { ...downward, says: 'upward', files: ways('src/local-workspace/services/x.ts', '../routes/y.ts') },
  { ...downward, says: 'upward', files: ways('src/local-workspace/routes/x.ts', '../server/y.ts') },
  { ...downward, says: 'a script imports', files: ways('scripts/build.ts', '../test/support/x.ts') },
  {
    rule: baseStaysSmall,
    says: 'more than 10',
    files: Object.fromEntries([...'abcdefghijk'].map((name) => [`src/base/${name}.ts`, ''])),
  },
  {
    rule: circles,
    says: 'src/base/a.ts -> src/base/b.ts -> test/c.ts -> src/base/a.ts',
    files: {
      'src/base/a.ts': "import './b.ts';",
      'src/base/b.ts': "export type { C } from '../../test/c.ts';",
      'test/c.ts': "import type { A } from '../src/base/a.ts';",
    },
  },
  { rule: circles, says: 'a circle', files: { 'scripts/a.ts': "import './a.ts';" } },
  { rule: size, says: '301 lines', files: { 'src/base/a.ts': 'let x = 1;\n'.repeat(301) } },
  ...[
    ['any', 'const x: any = 1;'],
    ['any', 'function f(x: Array<any>) {}'],
    ['as', 'const x = y as string;'],
    ['as', 'const x = y as unknown as Const;'],
    ['angle brackets', 'const x = <string>y;'],
    ['non-null !', 'f(x!.y);'],
    ['definite assignment', 'let x!: number;'],
    ['definite assignment', 'class A { x!: number }'],
    ['enum', 'enum E { A }'],
    ['enum', 'const enum E { A }'],
    ['z.any()', 'const x = z.any();'],
    ['@ts-ignore', '// @ts-ignore\nf(x);'],
    ['@ts-expect-error', '/* @ts-expect-error because */ f(x);'],
    ['@ts-nocheck', '// @ts-nocheck'],
    ['biome-ignore', '// biome-ignore lint/suspicious/noConsole: once'],
    ['eslint-disable', '/* eslint-disable */'],
  ].map(([says = '', text = '']) => ({ rule: escapeHatches, says, files: { 'scripts/a.ts': text } })),
  { rule: names, says: 'not kebab-case', files: { 'src/base/readFile.ts': '' } },
  { rule: names, says: 'not kebab-case', files: { 'test/SqlGuard/judge.test.ts': '' } },
  { rule: names, says: 'says nothing', files: { 'src/utils/text.ts': '' } },
  { rule: names, says: 'says nothing', files: { 'test/support/helpers.ts': '' } },
  ...['TODO: later', ' FIXME', ' XXX what'].map((text) => ({
    rule: comments,
    says: 'in a comment',
    files: { 'src/base/a.ts': `//${text}\n` },
  })),
  ...[
    ['console', "console.log('x');"],
    ['console', 'const log = globalThis.console.error;'],
    ['node:console', "import { log } from 'node:console';"],
    ['process.stdout', "process.stdout.write('x');"],
    ['process.stdout', "process['stdout'].write('x');"],
    ['process.stdout', 'const { stdout } = process;'],
    ['process.stdout', "globalThis.process.stdout.write('x');"],
    ['process.stdout', "import { stdout } from 'node:process';"],
    ['process.stdout', "import * as p from 'process';"],
    ['process.exit', 'process.exit(1);'],
    ['process.exitCode', 'process.exitCode = 1;'],
    ['writeSync(1', "fs.writeSync(1, 'x');"],
    ['/dev/stdout', "createWriteStream('/dev/stdout');"],
    ['inherits stdout', "spawn('ls', [], { stdio: 'inherit' });"],
  ].map(([says = '', text = '']) => ({ rule: output, says, files: { 'src/mcp-server/server.ts': text } })),
  { rule: output, says: 'console', files: { 'src/cli.ts': 'console.log(1);' } },
];

/** Trees that look a little like those above, and are right. */
export const soundHouse: readonly Omit<Example, 'says'>[] = [
  { ...downward, files: ways('src/statements/run.ts', '../databricks-client/statements.ts') },
  { ...downward, files: ways('src/mcp-server/tools/index.ts', './list-tables.ts') },
  { ...downward, files: ways('src/local-workspace/routes/scim.ts', '../route.ts') },
  { ...downward, files: { 'src/commands/demo.ts': "await import('../local-workspace/server/x.ts');" } },
  { ...downward, files: ways('src/local-workspace/server/x.ts', '../../databricks-api/errors.ts') },
  {
    rule: escapeHatches,
    files: {
      'src/base/a.ts': "import { a as b } from 'a';\nexport const x = { b } as const satisfies X;\nx.any = 1 !== 2;",
    },
  },
  { rule: comments, files: { 'src/base/a.ts': "const x = 'TODO'; // A to-do." } },
  { rule: output, files: { 'src/cli.ts': 'process.stdout.write(text); process.exitCode = 1;' } },
  { rule: output, files: { 'src/sign-in/login.ts': "spawn({ stdio: 'inherit', stdout }); process.env.X;" } },
];
