import { cannotCompute } from '../sql-error.ts';
import { type Node, textWithin } from './xml.ts';
import type { Path, Step } from './xpath-parse.ts';

export type Value = string | number | boolean | readonly Node[];
type Place = { readonly node: Node; readonly position: number; readonly size: number };

const isNodes = (value: Value): value is readonly Node[] => Array.isArray(value);

export function textOf(value: Value): string {
  if (isNodes(value)) return value[0] ? textWithin(value[0]) : '';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return String(BigInt(value));
  if (String(value).includes('e')) throw cannotCompute('the text of a number this small in XPath');
  return String(value);
}
export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = textOf(value).trim();
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}
export function truthOf(value: Value): boolean {
  if (isNodes(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

function within(node: Node): Node[] {
  return node.children.flatMap((child) => [child, ...within(child)]);
}

/** The nodes of an axis, those nearest first. */
function nodesOf(axis: string, node: Node): readonly Node[] {
  const up = node.parent ? [node.parent] : [];
  switch (axis) {
    case 'child':
      return node.children;
    case 'attribute':
      return node.attributes;
    case 'self':
      return [node];
    case 'parent':
      return up;
    case 'descendant':
      return within(node);
    case 'descendant-or-self':
      return [node, ...within(node)];
    case 'ancestor':
      return up.flatMap((parent) => [parent, ...nodesOf('ancestor', parent)]);
    case 'following-sibling':
      return up.flatMap(({ children }) => children.slice(children.indexOf(node) + 1));
    default:
      throw cannotCompute(`the axis ${axis} of XPath`);
  }
}

function fits(node: Node, { axis, test }: Step): boolean {
  if (test === 'node()') return true;
  if (test === 'text()') return node.kind === 'text';
  if (/\(\)$/.test(test)) throw cannotCompute(`${test} of XPath`);
  if (test.includes(':')) throw cannotCompute('names with a prefix in XPath');
  return node.kind === (axis === 'attribute' ? 'attribute' : 'element') && (test === '*' || node.name === test);
}

/** In the order of the document, each once: what stands first in the text comes first. */
function inOrder(nodes: readonly Node[], root: Node): Node[] {
  const wanted = new Set(nodes);
  if (wanted.size < 2) return [...wanted];
  const all = [root, ...within(root)].flatMap((node) => [node, ...node.attributes]);
  return all.filter((node) => wanted.has(node));
}

const CALLS: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  count: ([value = []]) => (isNodes(value) ? value.length : Number.NaN),
  sum: ([value = []]) => (isNodes(value) ? value.reduce((sum, node) => sum + numberOf([node]), 0) : Number.NaN),
  string: ([value = '']) => textOf(value),
  number: ([value = '']) => numberOf(value),
  boolean: ([value = '']) => truthOf(value),
  not: ([value = '']) => !truthOf(value),
  true: () => true,
  false: () => false,
  concat: (args) => args.map(textOf).join(''),
  contains: ([text = '', part = '']) => textOf(text).includes(textOf(part)),
  'starts-with': ([text = '', part = '']) => textOf(text).startsWith(textOf(part)),
  'string-length': ([text = '']) => Array.from(textOf(text)).length,
  'normalize-space': ([text = '']) => textOf(text).trim().replace(/\s+/g, ' '),
  'substring-before': ([text = '', mark = '']) => {
    const at = textOf(text).indexOf(textOf(mark));
    return at < 0 ? '' : textOf(text).slice(0, at);
  },
  'substring-after': ([text = '', mark = '']) => {
    const at = textOf(text).indexOf(textOf(mark));
    return at < 0 ? '' : textOf(text).slice(at + textOf(mark).length);
  },
  substring: ([text = '', from = 1, length = Number.POSITIVE_INFINITY]) => {
    const start = Math.round(numberOf(from));
    const end = start + Math.round(numberOf(length));
    return Array.from(textOf(text))
      .filter((_, index) => index + 1 >= start && index + 1 < end)
      .join('');
  },
  translate: ([text = '', from = '', to = '']) => {
    const [letters, others] = [Array.from(textOf(from)), Array.from(textOf(to))];
    return Array.from(textOf(text))
      .map((letter) => (letters.includes(letter) ? (others[letters.indexOf(letter)] ?? '') : letter))
      .join('');
  },
  floor: ([value = '']) => Math.floor(numberOf(value)),
  ceiling: ([value = '']) => Math.ceil(numberOf(value)),
  round: ([value = '']) => Math.round(numberOf(value)),
};
/** Functions that are of the node that is looked at, where they have no argument. */
const OF_NODE = new Set(['string', 'number', 'string-length', 'normalize-space']);

function compare(op: string, left: Value, right: Value): boolean {
  if (isNodes(left) && typeof right !== 'boolean') return left.some((node) => compare(op, textWithin(node), right));
  if (isNodes(right) && typeof left !== 'boolean') return right.some((node) => compare(op, left, textWithin(node)));
  if (op === '=' || op === '!=') {
    const isSame =
      typeof left === 'boolean' || typeof right === 'boolean'
        ? truthOf(left) === truthOf(right)
        : typeof left === 'number' || typeof right === 'number'
          ? numberOf(left) === numberOf(right)
          : left === right;
    return isSame === (op === '=');
  }
  const [a, b] = [numberOf(left), numberOf(right)];
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
}

/** About a second's worth. */
const MOST_VISITED = 2_000_000;

/** One run of a path over a document. */
export class PathRun {
  private readonly root: Node;
  private visited = 0;
  constructor(root: Node) {
    this.root = root;
  }

  whole(path: Path): Value {
    return this.value(path, { node: this.root, position: 1, size: 1 });
  }

  private value(path: Path, place: Place): Value {
    switch (path.kind) {
      case 'literal':
        return path.value;
      case 'minus':
        return -numberOf(this.value(path.operand, place));
      case 'call':
        return this.call(path.name, path.args, place);
      case 'binary':
        return this.binary(path, place);
      case 'steps': {
        const first = path.from ? this.value(path.from, place) : [path.isAbsolute ? this.root : place.node];
        if (!isNodes(first)) throw cannotCompute('a path of XPath from what is no node');
        const kept = this.filtered(path.filters ? inOrder(first, this.root) : first, path.filters ?? []);
        return path.steps.reduce((nodes, step) => this.step(nodes, step), kept);
      }
    }
  }

  private step(nodes: readonly Node[], step: Step): readonly Node[] {
    const found = nodes.flatMap((node) => {
      const all = nodesOf(step.axis, node);
      this.visited += all.length + 1;
      if (this.visited > MOST_VISITED) throw cannotCompute('an XPath that looks at so many nodes');
      return this.filtered(
        all.filter((each) => fits(each, step)),
        step.predicates,
      );
    });
    return inOrder(found, this.root);
  }

  private filtered(nodes: readonly Node[], predicates: readonly Path[]): readonly Node[] {
    return predicates.reduce(
      (all, predicate) =>
        all.filter((node, index) => {
          const value = this.value(predicate, { node, position: index + 1, size: all.length });
          return typeof value === 'number' ? value === index + 1 : truthOf(value);
        }),
      nodes,
    );
  }

  private call(name: string, args: readonly Path[], place: Place): Value {
    if (name === 'position') return place.position;
    if (name === 'last') return place.size;
    const values = args.map((arg) => this.value(arg, place));
    if (name === 'name' || name === 'local-name') {
      const [nodes = [place.node]] = values;
      return isNodes(nodes) ? (nodes[0]?.name ?? '') : '';
    }
    const rule = CALLS[name];
    if (!rule) throw cannotCompute(`the function ${name}() of XPath`);
    return rule(values.length === 0 && OF_NODE.has(name) ? [[place.node]] : values);
  }

  private binary({ op, left, right }: Extract<Path, { kind: 'binary' }>, place: Place): Value {
    const first = this.value(left, place);
    if (op === 'or') return truthOf(first) || truthOf(this.value(right, place));
    if (op === 'and') return truthOf(first) && truthOf(this.value(right, place));
    const second = this.value(right, place);
    if (op === '|') {
      if (!isNodes(first) || !isNodes(second)) throw cannotCompute('| of XPath with what is no node');
      return inOrder([...first, ...second], this.root);
    }
    if (/[=<>]/.test(op)) return compare(op, first, second);
    const [a, b] = [numberOf(first), numberOf(second)];
    if (op === '+') return a + b;
    if (op === '-') return a - b;
    return op === '*' ? a * b : op === 'div' ? a / b : a % b;
  }
}
