import {
  childOf,
  childrenOf,
  findingAt,
  nameOf,
  nodesOf,
  type Parsed,
  pathOf,
  plainProperties,
  type Rule,
  textOf,
} from './source.ts';

const room = 'src/mcp-server/';
const folder = `${room}tools/`;
const list = `${room}tools.ts`;
const deriving = `${room}tool.ts`;
const hints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'];
const verbNoun = /^[a-z]+(_[a-z]+)+$/;

/** One tool, one file, one literal; the file is named like the tool, and the list lists it. */
export const tools: Rule = (files) => {
  const toolFiles = files.filter((file) => file.path.startsWith(folder));
  const listFile = files.find((file) => file.path === list);
  const inRoom = files.find((file) => file.path.startsWith(room));
  if (inRoom !== undefined && (toolFiles.length === 0 || listFile === undefined)) {
    return [findingAt(inRoom, 0, `no tool in ${folder}, or no ${list}`)];
  }
  const listed = listFile?.imports.map((one) => pathOf(listFile, one.to)) ?? [];
  const unlisted = toolFiles.filter((file) => !listed.includes(file.path));
  return [
    ...toolFiles.flatMap((file) => toolFindings(file).map((what) => findingAt(file, 0, what))),
    ...unlisted.map((file) => findingAt(file, 0, `not in ${list}`)),
  ];
};

/** MCP's hints follow from a tool's effect, in one place, so that they cannot contradict it. */
export const derivedHints: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('src/') && file.path !== deriving)
    .flatMap((file) => {
      const found = [];
      for (const [node] of nodesOf(file.program)) {
        const text = node.type === 'TemplateElement' ? file.text.slice(node.start, Number(node.end)) : nameOf(node);
        const hint = hints.find((word) => text?.includes(word));
        if (hint !== undefined) found.push(findingAt(file, node.start, `${hint} typed in, not derived`));
      }
      return found;
    });

function toolFindings(file: Parsed): readonly string[] {
  const literals = [];
  for (const [node, above] of nodesOf(file.program)) {
    if (node.type !== 'CallExpression' || nameOf(childOf(node, 'callee')) !== 'defineTool') continue;
    const isExported = above.some((one) => one.type.startsWith('Export'));
    literals.push({ isExported, properties: plainProperties(childrenOf(node, 'arguments')[0]) });
  }
  const [only, ...more] = literals;
  if (only === undefined || more.length > 0 || !only.isExported) return ['not one exported defineTool(…)'];
  if (only.properties === undefined) return ['defineTool(…) without one literal with plain keys'];
  const [name, effect, description] = ['name', 'effect', 'description'].map((key) => only.properties?.get(key));
  const expected = file.path.slice(folder.length).replace(/\.ts$/, '').replaceAll('-', '_');
  const found = [];
  if (textOf(name) !== expected) found.push(`the tool is not named ${expected} like its file`);
  if (!verbNoun.test(expected)) found.push(`${expected} is not verb_noun`);
  if (textOf(effect) === undefined) found.push('a tool without an effect written as a text');
  if (description === undefined || textOf(description)?.trim() === '') found.push('a tool without a description');
  return found;
}
