import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readFileIfThere } from '../src/base/files.ts';
import { brokenHouse, soundHouse } from './conventions/broken-house.ts';
import { brokenWords, soundWords } from './conventions/broken-words.ts';
import { circles } from './conventions/circles.ts';
import { comments } from './conventions/comments.ts';
import { undescribed } from './conventions/described.ts';
import { escapeHatches } from './conventions/escape-hatches.ts';
import { findingsOf } from './conventions/example.ts';
import { baseStaysSmall, importsRunDownward } from './conventions/floors.ts';
import { type Generated, stale } from './conventions/generated.ts';
import { codesAreUsed, languagesAgree } from './conventions/messages.ts';
import { names } from './conventions/names.ts';
import { output } from './conventions/output.ts';
import { sentencesHaveAHome } from './conventions/sentences.ts';
import { size } from './conventions/size.ts';
import { type Finding, type Parsed, parse, type Rule } from './conventions/source.ts';
import { derivedHints, tools } from './conventions/tools.ts';
import { root, sourceTree } from './conventions/tree.ts';

const rules: Readonly<Record<string, Rule>> = {
  'imports run downward only': importsRunDownward,
  'base stays small': baseStaysSmall,
  'no import circles': circles,
  'no file over 300 lines': size,
  'nothing that the compiler cannot check': escapeHatches,
  'names are kebab-case and say what is there': names,
  'one tool, one file, one literal': tools,
  'hints are derived from effect': derivedHints,
  'only cli.ts holds stdout and the exit code': output,
  'both languages say the same': languagesAgree,
  'every code has its sentence and every sentence its use': codesAreUsed,
  'sentences stand in messages/': sentencesHaveAHome,
  'no leftovers in comments': comments,
};

const lines = (findings: readonly Finding[]) => findings.map(({ file, line, what }) => `${file}:${line} ${what}`);

describe('the house', () => {
  let tree: readonly Parsed[] = [];
  beforeAll(async () => {
    tree = (await sourceTree()).map(parse);
  });

  it('is read', () => {
    expect(tree.map((file) => file.path)).toContain('src/base/errors.ts');
    expect(tree.map((file) => file.path)).toContain('test/conventions.test.ts');
  });

  it.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(lines(rule(tree))).toEqual([]);
  });
});

describe('a rule refuses what breaks it', () => {
  const examples = [...brokenHouse, ...brokenWords];

  it.each(examples.map((example) => [example.says, JSON.stringify(example.files).slice(0, 150), example] as const))(
    '%s: %s',
    (says, _files, example) => {
      expect(lines(findingsOf(example))).toContainEqual(expect.stringContaining(says));
    },
  );

  it.each(Object.entries(rules))('shown for: %s', (_name, rule) => {
    expect(examples.some((example) => example.rule === rule)).toBe(true);
  });
});

describe('a rule accepts what is right', () => {
  it.each([...soundHouse, ...soundWords].map((example) => [JSON.stringify(example.files), example] as const))(
    '%s',
    (_files, example) => {
      expect(lines(findingsOf(example))).toEqual([]);
    },
  );
});

describe('the tools of the MCP server', () => {
  const path = join(root, 'src', 'mcp-server', 'tools.ts');

  it('describe themselves and their parameters', async () => {
    const { tools: list } = z.object({ tools: z.array(z.looseObject({})).min(1) }).parse(await import(path));
    expect(undescribed(list)).toEqual([]);
  });

  it('are refused without descriptions', () => {
    const input = z.object({ table: z.string(), part: z.object({ name: z.string() }).describe('A part.').array() });
    expect(
      undescribed([
        { name: 'x', description: '', input },
        { name: 'y', description: 'Y.' },
      ]),
    ).toEqual([
      'x: no description',
      'x: table has no description',
      'x: part has no description',
      'x: part.name has no description',
      'y: no schema of its parameters',
    ]);
  });
});

describe('generated files', () => {
  const read = (path: string) => readFileIfThere(join(root, path));

  it('are what their generators print', async () => {
    const { generated } = await import('../scripts/generate.ts');
    expect(lines(await stale(generated, read))).toEqual([]);
  });

  it('are refused when they differ, are absent, or have no generator', async () => {
    const files = new Map([['docs/tools.md', 'one\ntwo\n']]);
    const generated: readonly Generated[] = [
      { path: 'docs/tools.md', text: () => 'one\nthree\n' },
      { path: '.env.example', text: async () => 'A=\n' },
    ];
    expect(lines(await stale(generated, async (path) => files.get(path)))).toEqual([
      'docs/errors.md:1 has no generator',
      'docs/parity.md:1 has no generator',
      'THIRD_PARTY_NOTICES.md:1 has no generator',
      'docs/tools.md:2 is not what its generator prints: npm run generate',
      '.env.example:1 is not what its generator prints: npm run generate',
    ]);
  });
});
