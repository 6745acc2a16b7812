import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { spliceYaml, type Wanted } from '../../src/agent-config/splice-yaml.ts';
import { Random } from '../sql-guard/random.ts';

const wanted: Wanted = {
  mode: 'strict',
  on: true,
  list: ['mcp', 'two words'],
  tools: { ours: { on: true, args: ['mcp'], envs: { HOST: 'https://one.example' } }, theirs: { on: false } },
};

/** What a value of a person's may look like in a block, each with its lines below the first in this indentation. */
const blockValues: readonly ((pad: string) => string)[] = [
  () => 'plain words',
  () => '"double # no comment"',
  () => "'it''s'",
  () => '',
  () => '~',
  () => 'null',
  (pad) => `[1, "two",\n${pad}three]`,
  (pad) => `\n${pad}- mcp`,
  (pad) => `\n${pad}- one  # first\n${pad}- {two: 2}`,
  (pad) => `|\n${pad}Two\n${pad}lines\n`,
  (pad) => `>-\n${pad}folded\n\n${pad}text`,
  (pad) => `|+\n${pad}kept\n\n`,
  () => '&anchor x',
  () => '&anchor',
  (pad) => `\n${pad}a:\n${pad}b: "#x"\n${pad}c:`,
];
/** A list may stand in the column of its key, as serde_yaml writes it. */
const leftValues: readonly ((pad: string) => string)[] = [
  (pad) => `\n${pad}- mcp\n${pad}- two words`,
  (pad) => `\n${pad}- mcp\n${pad}-`,
  (pad) => ` &anchor\n${pad}- mcp`,
  (pad) => `\n${pad}- a: 1\n${pad}  b:`,
];
const flowValues = ['1', '"a, b"', '[1, {a: b}]', '', '~', 'plain', '{}'];
const own = ['mine', 'mode', '"list"', 'on', 'other'];

class Writer {
  readonly comments: string[] = [];
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  private comment(): string {
    if (this.random.below(4) > 0) return '';
    this.comments.push(`# comment ${this.comments.length}.`);
    return ` ${this.comments.at(-1)}`;
  }

  /** Some names of a level, in any order. */
  private some(names: readonly string[]): string[] {
    return names.filter(() => this.random.below(3) > 0).sort(() => this.random.below(3) - 1);
  }

  map(indent: number, path: string): string {
    const inner = { '': ['tools'], tools: ['ours', 'theirs'], ours: ['envs'] }[path] ?? [];
    const names = this.some([...own, ...inner]);
    const step = this.random.pick([1, 2, 4]);
    const pad = ' '.repeat(indent);
    return names
      .map((name) => {
        const blank = this.random.below(6) === 0 ? `\n${pad}${this.comment().trim()}\n` : '';
        const lead = `${blank}${pad}${name}:`;
        if (inner.includes(name)) {
          const shape = this.random.below(4);
          if (shape === 0) return `${lead} ${this.flowMap(name)}${this.comment()}\n`;
          const text = shape === 1 ? '' : this.map(indent + step, name);
          return text === ''
            ? `${lead}${this.random.pick(['', ' ~', ' {}'])}${this.comment()}\n`
            : `${lead}${this.comment()}\n${text}`;
        }
        const value =
          this.random.below(4) === 0
            ? this.random.pick(leftValues)(pad)
            : this.random.pick(blockValues)(' '.repeat(indent + step));
        const gap = value === '' || /^\s/.test(value) ? '' : ' ';
        const end = value.includes('\n') ? '' : this.comment();
        return `${lead}${gap}${value}${end}${value.endsWith('\n') ? '' : '\n'}`;
      })
      .join('');
  }

  flowMap(path: string): string {
    const inner = { tools: ['ours', 'theirs'], ours: ['envs'] }[path] ?? [];
    const entries = this.some([...own, ...inner]).map((name) => {
      const value =
        inner.includes(name) && this.random.below(2) > 0
          ? this.flowMap(name)
          : this.random.pick(flowValues.filter((text) => !inner.includes(name) || ['', '~', '{}'].includes(text)));
      return `${name}: ${value}`;
    });
    return this.random.pick([
      `{${entries.join(', ')}}`,
      `{ ${entries.join(' ,')} }`,
      entries.length > 0 ? `{${entries.join(', ')},}` : '{}',
    ]);
  }
}

function mergedValue(value: unknown, wish: unknown): unknown {
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish)) return wish;
  const merged: Record<string, unknown> = { ...(typeof value === 'object' ? value : {}) };
  for (const [name, part] of Object.entries(wish)) merged[name] = mergedValue(merged[name], part);
  return merged;
}

test.each([
  ['a byte order mark', '\uFEFFmine: 1\n', '\uFEFFmine: 1\nmode: strict\n'],
  ['a list in the place of a word', 'mode:\n  - a\nmine: 1\n', 'mode:\n  strict\nmine: 1\n'],
  ['a list in the column of its key', 'mode:\n- a\nmine: 1\n', 'mode:\n  strict\nmine: 1\n'],
  ['a name for nothing', 'mode: &mine\nmine: 1\n', 'mode: &mine strict\nmine: 1\n'],
  ['a text of several lines in its place', 'mode: |\n  a\n  b\nmine: 1\n', 'mode: strict\nmine: 1\n'],
  ['a comment in braces', '{mine: 1, # mine\n}\n', '{mine: 1, mode: strict, # mine\n}\n'],
])('%s', (_what, text, expected) => {
  expect(spliceYaml(text, { mode: 'strict' })).toEqual({ outcome: 'spliced', text: expected });
});

test('an empty mapping in words', () => {
  const spliced = { outcome: 'spliced', text: 'tools: # mine\n  ours: 1\n' };
  expect(spliceYaml('tools: null # mine\n', { tools: { ours: 1 } })).toMatchObject(spliced);
});

test('a file that could not be read afterwards is left as it is, and it is said where', () => {
  const spliced = spliceYaml('mode:\n- &it a\nmine: *it\n', { mode: 'strict' });
  expect(spliced).toEqual({ outcome: 'broken', reason: 'reason.no_place', line: 2, column: 1 });
});

test('whatever a file looks like: what is wanted is in it, and everything else as it was, comments too', () => {
  const random = new Random(7);
  for (let round = 0; round < 400; round++) {
    const writer = new Writer(random);
    const eol = random.pick(['\n', '\r\n']);
    const text = writer.map(0, '').replaceAll('\n', eol);
    const spliced = spliceYaml(text, wanted);
    const result = spliced.outcome === 'spliced' ? spliced.text : JSON.stringify(spliced);
    expect(parse(result), `${text}\n=>\n${result}`).toEqual(mergedValue(parse(text), wanted));
    for (const comment of writer.comments) expect(result, text).toContain(comment);
    expect(spliceYaml(result, wanted)).toEqual({ outcome: 'spliced', text: result });
  }
});
