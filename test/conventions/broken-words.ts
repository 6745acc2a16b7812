import type { Example } from './example.ts';
import { codesAreUsed, languagesAgree } from './messages.ts';
import { sentencesHaveAHome } from './sentences.ts';
import { derivedHints, tools } from './tools.ts';

const catalogues = (en: string, ja: string) => ({
  'src/messages/en.ts': `export const en = { ${en} } as const;`,
  'src/messages/ja.ts': `export const ja = { ${ja} };`,
});
const one = catalogues("'file.gone': '{path} is gone.'", "'file.gone': '{path} がありません。'");
const thrown = (text: string) => ({ ...one, 'src/base/a.ts': text });
const right = "throw new LakegooseError('file.gone', { path });";

const tool = (text: string) => ({
  'src/mcp-server/tools.ts': "import { listTables } from './tools/list-tables.ts';",
  'src/mcp-server/tools/list-tables.ts': text,
});
const literal = "name: 'list_tables', effect: 'read', description: 'Lists tables.'";

/** Small trees that break the rules of tools and of words, each with what is said of it. */
export const brokenWords: readonly Example[] = [
  {
    rule: languagesAgree,
    says: 'no src/messages/ja.ts',
    files: { 'src/messages/en.ts': "export const en = { 'a.b': 'x' };" },
  },
  ...(
    [
      ['missing in ja', "'a.b': 'x', 'a.c': 'y'", "'a.b': 'あ'"],
      ['missing in en', "'a.b': 'x'", "'a.b': 'あ', 'a.c': 'い'"],
      ['a.b: {q}, not {p}', "'a.b': 'x {p}'", "'a.b': 'あ {q}'"],
      ['not Japanese', "'a.b': 'x'", "'a.b': 'x'"],
      ['not English', "'a.b': 'あ'", "'a.b': 'あ'"],
      ['not area.what_happened', "'gone': 'x'", "'gone': 'あ'"],
      ['not a plain text', "'a.b': `x $" + '{y}`', "'a.b': 'あ'"],
      ['holds no message', '', ''],
      ['no object named elsewhere', '...elsewhere', ''],
    ] as const
  ).map(([says, en, ja]) => ({ rule: languagesAgree, says, files: catalogues(en, ja) })),
  ...(
    [
      ['no message for file.lost', `${right} throw new LakegooseError('file.lost');`],
      ['no message for file.lost', `${right} throw new LakegooseError(x ? 'file.gone' : 'file.lost', { path });`],
      ['LakegooseError of a code that may not exist', `${right} throw new LakegooseError(code, { path });`],
      ['no message for file.lost', `${right} say(language, 'file.lost');`],
      ['without its facts', "say(language, 'file.gone');"],
      ['without its facts', "throw new LakegooseError('file.gone');"],
      ['with {}, not {path}', "throw new LakegooseError('file.gone', {});"],
      ['with {name}, not {path}', "throw new LakegooseError('file.gone', { name });"],
      ['with {path,why}, not {path}', "throw new LakegooseError('file.gone', { path, why: 1 });"],
      ['with {why}, not {path}', "say(language, 'file.gone', { why });"],
      ['never used', ''],
      ['never used', '// file.gone'],
    ] as const
  ).map(([says, text]) => ({ rule: codesAreUsed, says, files: thrown(text) })),
  ...[
    "const x = 'The file is gone.';",
    "const x = 'The file ' + 'is gone.';",
    'const x = `$' + '{path} is gone`;',
    "throw new Error('cannot open: file gone');",
    "const x = { summary: 'ファイルがありません。' };",
    "const x = 'select one of these';",
    "const x = { examples: 'this is a sentence', other: ['this is a sentence'] };",
  ].map((text) => ({
    rule: sentencesHaveAHome,
    says: 'a sentence outside messages/',
    files: { 'src/base/a.ts': text },
  })),
  { rule: tools, says: 'no tool in', files: { 'src/mcp-server/server.ts': '' } },
  { rule: tools, says: 'no tool in', files: { 'src/mcp-server/tools.ts': 'export const tools = [];' } },
  {
    rule: tools,
    says: 'or no src/mcp-server/tools.ts',
    files: { 'src/mcp-server/tools/list-tables.ts': `export const listTables = defineTool({ ${literal} });` },
  },
  {
    rule: tools,
    says: 'not in src/mcp-server/tools.ts',
    files: {
      'src/mcp-server/tools.ts': 'export const tools = [];',
      'src/mcp-server/tools/list-tables.ts': `export const listTables = defineTool({ ${literal} });`,
    },
  },
  ...(
    [
      ['not one exported', 'export const listTables = {};'],
      ['not one exported', `const listTables = defineTool({ ${literal} });`],
      ['not one exported', `export const [a, b] = [defineTool({ ${literal} }), defineTool({ ${literal} })];`],
      ['without one literal', 'export const listTables = defineTool({ ...other });'],
      [
        'not named list_tables',
        "export const t = defineTool({ name: 'list_table', effect: 'read', description: 'x' });",
      ],
      ['without an effect', "export const t = defineTool({ name: 'list_tables', description: 'x' });"],
      ['without a description', "export const t = defineTool({ name: 'list_tables', effect: 'read' });"],
      [
        'without a description',
        "export const t = defineTool({ name: 'list_tables', effect: 'read', description: ' ' });",
      ],
    ] as const
  ).map(([says, text]) => ({ rule: tools, says, files: tool(text) })),
  {
    rule: tools,
    says: 'not verb_noun',
    files: {
      'src/mcp-server/tools.ts': "import './tools/tables.ts';",
      'src/mcp-server/tools/tables.ts':
        "export const tables = defineTool({ name: 'tables', effect: 'read', description: 'x' });",
    },
  },
  ...[
    'const x = { readOnlyHint: true };',
    'x.destructiveHint = false;',
    "const x = 'idempotentHint';",
    'f(`openWorldHint`);',
  ].map((text) => ({ rule: derivedHints, says: 'not derived', files: { 'src/mcp-server/server.ts': text } })),
];

/** Trees that look a little like those above, and are right. */
export const soundWords: readonly Omit<Example, 'says'>[] = [
  { rule: languagesAgree, files: one },
  {
    rule: languagesAgree,
    files: {
      'src/messages/en.ts': "import { more } from './en-more.ts'; export const en = { ...more };",
      'src/messages/en-more.ts': "export const more = { 'a.b': 'x ' + '{p}' } as const;",
      'src/messages/ja.ts': "export const ja = { 'a.b': `{p} あ` } satisfies Messages;",
    },
  },
  { rule: codesAreUsed, files: thrown(right) },
  { rule: codesAreUsed, files: { ...one, 'scripts/a.ts': "say('en', 'file.gone', { path });" } },
  { rule: codesAreUsed, files: thrown(`${right} say(language, command.summary);`) },
  { rule: codesAreUsed, files: thrown(`${right} const f = (code: MessageCode) => new LakegooseError(code);`) },
  { rule: codesAreUsed, files: thrown("const about = { help: 'file.gone' }; say('en', 'file.gone', facts);") },
  { rule: sentencesHaveAHome, files: { 'src/messages/en.ts': "const x = 'The file is gone.';" } },
  {
    rule: sentencesHaveAHome,
    files: {
      'src/base/a.ts':
        "import x from 'a'; type T = 'one two three'; f('SELECT a FROM b', `$" +
        '{x} $' +
        '{y} $' +
        "{z}`, 'two words');",
    },
  },
  {
    rule: sentencesHaveAHome,
    files: { 'src/commands/mcp.ts': "const x = { examples: ['claude mcp add databricks'] };" },
  },
  { rule: tools, files: tool(`export const listTables = defineTool({ ${literal} });`) },
  { rule: derivedHints, files: { 'src/mcp-server/tool.ts': 'export const hints = { readOnlyHint: true };' } },
];
