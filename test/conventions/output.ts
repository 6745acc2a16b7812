import {
  type AstNode,
  childOf,
  childrenOf,
  type Finding,
  findingAt,
  nameOf,
  nodesOf,
  type Rule,
  textOf,
} from './source.ts';

const entry = 'src/cli.ts';
const onlyEntry = ['stdout', 'exit', 'exitCode', 'abort', 'reallyExit'];
/** Rooms that run behind an MCP server's stdout, where one stray line ends the conversation. */
const silentRooms = ['mcp-server', 'statements', 'databricks-client', 'local-workspace'].map((room) => `src/${room}/`);
const stdoutFiles = ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

/** Only the entry point holds stdout and the exit code; everything else is handed an output, or throws. */
export const output: Rule = (files) =>
  files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) => {
      const found: Finding[] = [];
      const isSilent = silentRooms.some((room) => file.path.startsWith(room));
      for (const [node] of nodesOf(file.program)) {
        const mentions = [
          ...processMembers(node)
            .filter((name) => onlyEntry.includes(name))
            .map((name) => `process.${name}`),
        ];
        const what = [
          ...(file.path === entry ? [] : mentions),
          consoleUse(node),
          descriptorOne(node),
          isSilent ? inherited(node) : undefined,
        ];
        found.push(...what.filter((text) => text !== undefined).map((text) => findingAt(file, node.start, text)));
      }
      return found;
    });

function consoleUse(node: AstNode): string | undefined {
  if (node.type === 'Identifier' && node.name === 'console') return 'console';
  return isImportOf(node, 'console') ? 'an import of node:console' : undefined;
}

/** The members of `process` that a node names: by a dot, by a text, by taking apart, or by import. */
function processMembers(node: AstNode): readonly string[] {
  if (node.type === 'MemberExpression' && isProcess(childOf(node, 'object'))) {
    return [nameOf(childOf(node, 'property')) ?? ''];
  }
  if (node.type === 'VariableDeclarator' && isProcess(childOf(node, 'init'))) {
    const id = childOf(node, 'id');
    // Another name for `process` would hide its members from this rule.
    if (id?.type === 'Identifier') return onlyEntry;
    return id === undefined
      ? []
      : childrenOf(id, 'properties').map((property) => nameOf(childOf(property, 'key')) ?? '');
  }
  if (!isImportOf(node, 'process')) return [];
  return childrenOf(node, 'specifiers').flatMap((specifier) => {
    const imported = nameOf(childOf(specifier, 'imported'));
    if (imported !== undefined && imported !== 'default') return [imported];
    return nameOf(childOf(specifier, 'local')) === 'process' ? [] : onlyEntry;
  });
}

function isProcess(node: AstNode | undefined): boolean {
  if (node?.type === 'MemberExpression') return nameOf(childOf(node, 'property')) === 'process';
  return node?.type === 'Identifier' && node.name === 'process';
}

function isImportOf(node: AstNode, name: string): boolean {
  const source = textOf(childOf(node, 'source'));
  return source === name || source === `node:${name}`;
}

/** Writing to file descriptor 1, or to a file that is stdout. */
function descriptorOne(node: AstNode): string | undefined {
  const text = textOf(node);
  if (text !== undefined && stdoutFiles.includes(text)) return text;
  if (node.type !== 'CallExpression') return undefined;
  const callee = childOf(node, 'callee');
  const name = nameOf(callee?.type === 'MemberExpression' ? childOf(callee, 'property') : callee);
  return name?.startsWith('write') && childrenOf(node, 'arguments')[0]?.value === 1 ? `${name}(1, …)` : undefined;
}

/** A child process that is given our stdout. */
function inherited(node: AstNode): string | undefined {
  return node.type === 'Literal' && node.value === 'inherit' ? 'a child process that inherits stdout' : undefined;
}
