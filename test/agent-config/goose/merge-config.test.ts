import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { mergeConfig } from '../../../src/agent-config/goose/merge-config.ts';

const wishes = {
  host: 'https://one.example',
  model: 'system.ai.m',
  plane: 'ai_gateway',
  cli: ['/opt/node', '/opt/cli.ts'],
  mcpEnvironment: {},
} as const;

function merged(existing: string, shell = false): string {
  const outcome = mergeConfig(existing, { ...wishes, shell });
  return outcome.outcome === 'spliced' ? outcome.text : `broken: ${outcome.reason}`;
}

const config = z.looseObject({ extensions: z.record(z.string(), z.looseObject({ enabled: z.boolean() })) });
const read = (text: string) => config.parse(parse(text));

test('from nothing: our provider, our tools, telemetry off, approval on, nothing of Goose itself on', () => {
  const { extensions, ...rest } = read(merged(''));
  expect(rest).toMatchObject({
    active_provider: 'lakegoose',
    providers: { lakegoose: { enabled: true, model: 'system.ai.m', configured: true } },
    GOOSE_MODE: 'smart_approve',
    GOOSE_TELEMETRY_ENABLED: false,
  });
  expect(extensions.lakegoose).toMatchObject({
    enabled: true,
    type: 'stdio',
    cmd: '/opt/node',
    args: ['/opt/cli.ts', 'mcp'],
    envs: { DATABRICKS_HOST: 'https://one.example' },
  });
  const on = Object.entries(extensions).filter(([, { enabled }]) => enabled);
  expect(on.map(([key]) => key)).toEqual(['lakegoose']);
});

const users = `# Settings of mine
GOOSE_PROVIDER: openai # the old one
GOOSE_MODE: approve   # as I like it
MY_KEY: [1,  "two",
   'three'] # keep this


extensions:   # all of them
    # my own tools
    mine: {enabled: true, type: stdio, name: mine, cmd: mine, args: []}
    developer:
        enabled: true # shell
        type: platform
        name: developer
    memory: {enabled: true, type: builtin}
    notes:
        enabled: true
        type: stdio
        cmd: notes
        args: []
        description: |
          Two
          lines

# the end
providers:
`;

test("every line of the user's stays, but those that switch Goose's own tools on", () => {
  const lines = merged(users).split('\n');
  const gone = users.split('\n').filter((line) => !lines.includes(line));
  expect(gone).toEqual(['        enabled: true # shell', '    memory: {enabled: true, type: builtin}']);
  expect(lines).toContain('        enabled: false # shell');
  expect(lines).toContain('    memory: {enabled: false, type: builtin}');
  const { extensions } = read(merged(users));
  expect(extensions).toMatchObject({
    mine: { enabled: true },
    developer: { enabled: false },
    memory: { enabled: false },
  });
});

test('what was on and is off is told', () => {
  expect(mergeConfig(users, wishes)).toMatchObject({ switchedOff: ['memory', 'developer'] });
  expect(mergeConfig(merged(users), wishes)).toMatchObject({ switchedOff: [] });
  expect(mergeConfig(users, { ...wishes, shell: true })).toMatchObject({ switchedOff: ['memory'] });
});

test.each([
  ['nothing', ''],
  ["a user's file", users],
])('the shell comes into %s and goes again, and nothing else changes', (_what, text) => {
  const on = merged(text, true);
  expect(read(on)).toMatchObject({
    GOOSE_MODE: expect.stringMatching('approve'),
    extensions: { developer: { enabled: true } },
  });
  const changed = on.split('\n').filter((line, at) => line !== merged(text).split('\n')[at]);
  expect(changed).toEqual([expect.stringContaining('enabled: true')]);
  expect(merged(on)).toBe(merged(text));
  expect(merged(on, true)).toBe(on);
});

test('a provider that a person chose stands by, and ours is the one that is asked', () => {
  const chosen = 'active_provider: openai\nproviders:\n  openai:\n    enabled: true\n    model: gpt\n';
  expect(read(merged(chosen))).toMatchObject({
    active_provider: 'lakegoose',
    providers: { openai: { enabled: true, model: 'gpt' }, lakegoose: { model: 'system.ai.m' } },
  });
});

test('with the shell, too, nothing runs unasked', () => {
  expect(merged('GOOSE_MODE: auto\n', true)).toContain('GOOSE_MODE: smart_approve');
});

const switchOn = (text: string, name: string) => text.replace(new RegExp(`(  ${name}:\n    enabled: )false`), '$1true');

test("a person's switch stays where the extension does no harm, and goes back where it does", () => {
  const both = switchOn(switchOn(merged(''), 'todo'), 'developer');
  expect(read(merged(both)).extensions).toMatchObject({ todo: { enabled: true }, developer: { enabled: false } });
  expect(mergeConfig(both, wishes)).toMatchObject({ switchedOff: ['developer'] });
});

test('a mode that asks more than ours stays, one that asks less or is mistyped does not', () => {
  expect(merged('GOOSE_MODE: chat\n')).toContain('GOOSE_MODE: chat');
  expect(merged('GOOSE_MODE: auto\n')).toContain('GOOSE_MODE: smart_approve');
  expect(merged('GOOSE_MODE: smart-approve\n')).toContain('GOOSE_MODE: smart_approve');
});

test('line ends of Windows stay', () => {
  const windows = merged(users.replaceAll('\n', '\r\n'));
  expect(windows.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(windows.replaceAll('\r\n', '\n')).toBe(merged(users));
});

test.each([
  '',
  '# only a comment',
  '{}',
  '{GOOSE_MODE: chat}',
  'extensions:',
  'extensions: {}',
  'a: 1\nproviders:\n  x:',
])('whatever the shape, %j is right afterwards', (text) => {
  const { extensions, ...rest } = read(merged(text));
  expect(rest).toMatchObject({ active_provider: 'lakegoose', providers: { lakegoose: { model: 'system.ai.m' } } });
  expect(extensions).toMatchObject({ developer: { enabled: false }, lakegoose: { args: ['/opt/cli.ts', 'mcp'] } });
  expect(merged(merged(text))).toBe(merged(text));
});

test('a second time changes nothing', () => {
  expect(merged(merged(users))).toBe(merged(users));
});

test.each(['a: 1\na: 2\n', '- a list\n', '\tx: 1', 'a: [1\n', 'extensions: [a]', 'x: &x {}\nextensions: *x'])(
  '%j is broken, and said why',
  (text) => {
    expect(mergeConfig(text, wishes)).toMatchObject({ outcome: 'broken', line: expect.any(Number) });
  },
);
