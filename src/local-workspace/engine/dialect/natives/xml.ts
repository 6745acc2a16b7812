/** A node of a document; the root has the document's element as its child. */
export type Node = {
  readonly kind: 'root' | 'element' | 'attribute' | 'text';
  readonly name: string;
  readonly value: string;
  readonly parent: Node | undefined;
  readonly children: Node[];
  readonly attributes: Node[];
};

const NAME = /[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?/uy;
const ATTRIBUTE = /\s+([\p{L}_][\p{L}\p{N}_.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const DEEPEST = 500;

const newNode = (kind: Node['kind'], name: string, value: string, parent: Node | undefined): Node => {
  return { kind, name, value, parent, children: [], attributes: [] };
};

class Malformed extends Error {}

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));|&/g, (_, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined || hex !== undefined)
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
    const letter = ENTITIES[name ?? ''];
    if (letter === undefined) throw new Malformed();
    return letter;
  });
}

class Reader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text.replaceAll('\r\n', '\n');
  }

  document(): Node {
    const root = newNode('root', '', '', undefined);
    if (this.text.startsWith('<?xml')) this.past('?>');
    this.between();
    this.element(root, 0);
    this.between();
    if (this.at < this.text.length) throw new Malformed();
    return root;
  }

  private past(end: string): string {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) throw new Malformed();
    const before = this.text.slice(this.at, found);
    this.at = found + end.length;
    return before;
  }

  private accept(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  /** Spaces, comments and instructions, of which nothing is kept. */
  private between(): void {
    for (;;) {
      this.match(/\s*/y);
      if (this.accept('<!--')) this.past('-->');
      else if (this.accept('<?')) this.past('?>');
      else return;
    }
  }

  private element(parent: Node, depth: number): void {
    if (depth > DEEPEST || !this.accept('<')) throw new Malformed();
    const name = this.match(NAME)?.[0];
    if (name === undefined) throw new Malformed();
    const own = newNode('element', name, '', parent);
    parent.children.push(own);
    for (let found = this.match(ATTRIBUTE); found; found = this.match(ATTRIBUTE)) {
      const [, key = '', double, single = ''] = found;
      if (own.attributes.some((each) => each.name === key)) throw new Malformed();
      own.attributes.push(newNode('attribute', key, plain((double ?? single).replace(/\s/g, ' ')), own));
    }
    this.match(/\s*/y);
    if (this.accept('/>')) return;
    if (!this.accept('>')) throw new Malformed();
    this.content(own, depth);
    if (this.match(NAME)?.[0] !== name) throw new Malformed();
    this.match(/\s*/y);
    if (!this.accept('>')) throw new Malformed();
  }

  private content(own: Node, depth: number): void {
    let text = '';
    const keep = (): void => {
      if (text !== '') own.children.push(newNode('text', '', text, own));
      text = '';
    };
    while (!this.accept('</')) {
      if (this.accept('<!--')) this.past('-->');
      else if (this.accept('<![CDATA[')) text += this.past(']]>');
      else if (this.accept('<?')) this.past('?>');
      else if (this.text.charAt(this.at) === '<') {
        keep();
        this.element(own, depth + 1);
      } else {
        const raw = this.match(/[^<]+/y)?.[0];
        if (raw === undefined || raw.includes(']]>')) throw new Malformed();
        text += plain(raw);
      }
    }
    keep();
  }
}

/** A document as nodes; undefined where a text is none. */
export function parseXml(text: string): Node | undefined {
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** All text within a node. */
export const textWithin = (node: Node): string =>
  node.kind === 'text' || node.kind === 'attribute' ? node.value : node.children.map(textWithin).join('');
