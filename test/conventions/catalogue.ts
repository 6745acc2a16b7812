import {
  type AstNode,
  bare,
  childOf,
  childrenOf,
  type Finding,
  findingAt,
  nameOf,
  nodesOf,
  type Parsed,
  pathOf,
  textOf,
} from './source.ts';

export type Message = { readonly file: Parsed; readonly start: number; readonly text: string };
export type Catalogue = { readonly messages: ReadonlyMap<string, Message>; readonly findings: readonly Finding[] };

const folder = 'src/messages/';

/** Every message of `export const en = { code: text }`, with those of the objects that it spreads. */
export function readCatalogue(files: readonly Parsed[], language: string): Catalogue {
  const path = `${folder}${language}.ts`;
  const file = files.find((one) => one.path === path);
  const inRoom = files.find((one) => one.path.startsWith(folder));
  if (file === undefined) {
    return { messages: new Map(), findings: inRoom === undefined ? [] : [findingAt(inRoom, 0, `no ${path}`)] };
  }
  const messages = new Map<string, Message>();
  const findings: Finding[] = [];
  collect(files, file, language);
  if (messages.size === 0) findings.push(findingAt(file, 0, `${path} holds no message`));
  return { messages, findings };

  function collect(all: readonly Parsed[], from: Parsed, name: string): void {
    const object = objectNamed(from, name);
    if (object === undefined) findings.push(findingAt(from, 0, `no object named ${name}`));
    for (const property of object === undefined ? [] : childrenOf(object, 'properties')) {
      if (property.type === 'SpreadElement') spread(all, from, nameOf(childOf(property, 'argument')));
      else add(from, property);
    }
  }

  function spread(all: readonly Parsed[], from: Parsed, name: string | undefined): void {
    if (name === undefined) return;
    const target = from.imports
      .map((one) => pathOf(from, one.to))
      .find((to) => all.some((one) => one.path === to && objectNamed(one, name)));
    collect(all, all.find((one) => one.path === target) ?? from, name);
  }

  function add(from: Parsed, property: AstNode): void {
    const code = property.computed === false ? nameOf(childOf(property, 'key')) : undefined;
    const text = textOf(bare(childOf(property, 'value')));
    if (code === undefined || text === undefined)
      findings.push(findingAt(from, property.start, 'a message that is not a plain text'));
    else if (messages.has(code)) findings.push(findingAt(from, property.start, `${code} twice`));
    else messages.set(code, { file: from, start: property.start, text });
  }
}

function objectNamed(file: Parsed, name: string): AstNode | undefined {
  for (const [node] of nodesOf(file.program)) {
    if (node.type !== 'VariableDeclarator' || nameOf(childOf(node, 'id')) !== name) continue;
    const object = bare(childOf(node, 'init'));
    if (object?.type === 'ObjectExpression') return object;
  }
  return undefined;
}

/** The `{fact}` names in a template, sorted, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}
