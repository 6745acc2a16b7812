import { parseSync } from 'oxc-parser';

export type SourceFile = { readonly path: string; readonly text: string };

/** What breaks a convention, and where. */
export type Finding = { readonly file: string; readonly line: number; readonly what: string };

export type AstNode = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

export type ImportKind = 'static' | 'dynamic' | 'type';
/** `to` is undefined where the address is computed. */
export type Import = { readonly kind: ImportKind; readonly to: string | undefined; readonly start: number };

export type Parsed = SourceFile & {
  readonly program: AstNode;
  readonly comments: readonly { readonly value: string; readonly start: number }[];
  readonly imports: readonly Import[];
};

/** A rule looks at all files at once and answers with what it does not accept. */
export type Rule = (files: readonly Parsed[]) => readonly Finding[];

export function isNode(value: unknown): value is AstNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value &&
    typeof value.start === 'number'
  );
}

/** Every node below `node`, itself first, each with the nodes above it (nearest last). */
export function* nodesOf(node: AstNode, above: readonly AstNode[] = []): Generator<[AstNode, readonly AstNode[]]> {
  yield [node, above];
  const path = [...above, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child, path);
  }
}

export function childrenOf(node: AstNode, key: string): readonly AstNode[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function childOf(node: AstNode | undefined, key: string): AstNode | undefined {
  const value = node?.[key];
  return isNode(value) ? value : undefined;
}

export function parse(file: SourceFile): Parsed {
  const { program, comments, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors.map((error) => error.message).join('; ')}`);
  if (!isNode(program)) throw new Error(`${file.path}: the parser gave no tree`);
  return { ...file, program, comments, imports: importsOf(program) };
}

const importKinds: Readonly<Record<string, ImportKind>> = {
  ImportDeclaration: 'static',
  ExportNamedDeclaration: 'static',
  ExportAllDeclaration: 'static',
  ImportExpression: 'dynamic',
  TSImportType: 'type',
};

function importsOf(program: AstNode): readonly Import[] {
  const found: Import[] = [];
  for (const [node] of nodesOf(program)) {
    const kind = importKinds[node.type];
    const source = childOf(node, 'source');
    if (kind === undefined || source === undefined) continue;
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
    found.push({ kind: typeOnly ? 'type' : kind, to: textOf(source), start: node.start });
  }
  return found;
}

/** The value of a text that stands whole in the source: a literal, a template without holes, or a sum of those. */
export function textOf(node: AstNode | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type === 'TemplateLiteral' && childrenOf(node, 'expressions').length === 0) return templateOf(node, '');
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const [left, right] = [textOf(childOf(node, 'left')), textOf(childOf(node, 'right'))];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** The fixed parts of a template, joined by `hole`. */
export function templateOf(node: AstNode, hole: string): string {
  const cooked = childrenOf(node, 'quasis').map((quasi) => {
    const value = quasi.value;
    return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
  });
  return cooked.join(hole);
}

/** The name of an identifier, or of a key or property written as one or as a text. */
export function nameOf(node: AstNode | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : textOf(node);
}

/** An expression without what only the type checker reads: `as const`, `satisfies`, parentheses. */
export function bare(node: AstNode | undefined): AstNode | undefined {
  const wrapped = ['TSAsExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression'];
  return node !== undefined && wrapped.includes(node.type) ? bare(childOf(node, 'expression')) : node;
}

/** The properties of an object literal with plain keys; undefined where it spreads or computes one. */
export function plainProperties(node: AstNode | undefined): ReadonlyMap<string, AstNode> | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const properties = new Map<string, AstNode>();
  for (const property of childrenOf(node, 'properties')) {
    const key =
      property.type === 'Property' && property.computed === false ? nameOf(childOf(property, 'key')) : undefined;
    const value = childOf(property, 'value');
    if (key === undefined || value === undefined) return undefined;
    properties.set(key, value);
  }
  return properties;
}

export function findingAt(file: SourceFile, start: number, what: string): Finding {
  return { file: file.path, line: file.text.slice(0, start).split('\n').length, what };
}

/** The repository path a relative import means; undefined for a package. */
export function pathOf(file: SourceFile, to: string | undefined): string | undefined {
  if (to === undefined || !to.startsWith('.')) return undefined;
  return new URL(to, `file:///${file.path}`).pathname.slice(1);
}
