/**
 * Reads a table text as its own head lines explain it, without any code of the writer: what a model can know from it.
 * Throws where the text is not of that form.
 */
export type Shown =
  | { readonly kind: 'null' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly left: number;
      readonly nth: number;
      readonly length: number;
    };

export type ReadBack = {
  readonly rows: { readonly shown: number; readonly total: number; readonly more: boolean; readonly why: string };
  readonly columns: { readonly shown: number; readonly total: number } | undefined;
  readonly cells: { readonly cut: number; readonly columns: string };
  readonly headsCut: string;
  readonly saysRepeated: boolean;
  readonly saysEscaped: boolean;
  readonly ways: string;
  readonly hasEscapes: boolean;
  readonly header: readonly Shown[];
  readonly records: readonly (readonly Shown[])[];
};

const fenceLine = /^(`{3,})csv$/;

export function readBack(text: string): ReadBack {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => fenceLine.test(line));
  const head = start < 0 ? lines : lines.slice(0, start);
  const told = readHead(head);
  if (start < 0) return { ...told, hasEscapes: false, header: [], records: [] };
  const fence = fenceLine.exec(lines[start] ?? '')?.[1] ?? '';
  if (lines.at(-1) !== fence) throw new Error('the text does not end with its fence');
  const inside = lines.slice(start + 1, -1);
  const leaves = new RegExp(`^ {0,3}\`{${fence.length},}`);
  // Any of these ends a line for somebody.
  for (const line of inside.join('\n').split(/[\n\r\v\f\u0085\u2028\u2029]/)) {
    if (leaves.test(line)) throw new Error(`data leaves the fence: ${line.slice(0, 50)}`);
  }
  const reader = new Fields(inside.join('\n'));
  const [header = [], ...records] = reader.records();
  return { ...told, hasEscapes: reader.hasEscapes, header, records };
}

function readHead(lines: readonly string[]): Omit<ReadBack, 'hasEscapes' | 'header' | 'records'> {
  const [first = '', ...others] = lines;
  const rows = /^rows: (?:(\d+) shown of )?(more than )?(\d+)(?: \(([a-z0-9_, ]+)\))?$/.exec(first);
  if (rows === null) throw new Error(`not a line of rows: ${first}`);
  let columns: ReadBack['columns'];
  let cells = { cut: 0, columns: '' };
  let [headsCut, ways] = ['', ''];
  let [saysRepeated, saysEscaped] = [false, false];
  for (const line of others) {
    const some = /^columns: 1-(\d+) shown of (\d+) \(cut at \d+ characters\); name others in SELECT$/.exec(line);
    const cut = /^cells cut: (\d+), in column ([\d, …-]+); "text"…\+N is a cell of which N more characters were/.exec(
      line,
    );
    const heads = /^names or types cut: column ([\d, …-]+)$/.exec(line);
    if (line === 'columns: none') columns = { shown: 0, total: 0 };
    else if (some !== null) columns = { shown: Number(some[1]), total: Number(some[2]) };
    else if (cut !== null) cells = { cut: Number(cut[1]), columns: cut[2] ?? '' };
    else if (heads !== null) headsCut = heads[1] ?? '';
    else if (line === '"name:TYPE"#2 is the second column of that name') saysRepeated = true;
    else if (line.startsWith('"text"\\u has hidden or markup characters written as \\uXXXX')) saysEscaped = true;
    else if (/^To get more: [A-Za-z_ (),;]+\.$/.test(line)) ways = line;
    else throw new Error(`a head line of another form: ${line}`);
  }
  const total = Number(rows[3]);
  return {
    rows: { shown: Number(rows[1] ?? total), total, more: rows[2] !== undefined, why: rows[4] ?? '' },
    columns,
    cells,
    headsCut,
    saysRepeated,
    saysEscaped,
    ways,
  };
}

class Fields {
  hasEscapes = false;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  records(): Shown[][] {
    const records: Shown[][] = [];
    for (;;) {
      const record = [this.#field()];
      while (this.#text[this.#at] === ',') {
        this.#at += 1;
        record.push(this.#field());
      }
      records.push(record);
      if (this.#at >= this.#text.length) return records;
      if (this.#text[this.#at] !== '\n')
        throw new Error(`a field ends with ${this.#text.slice(this.#at, this.#at + 20)}`);
      this.#at += 1;
    }
  }

  #field(): Shown {
    const start = this.#at;
    if (this.#text[this.#at] !== '"') {
      while (this.#at < this.#text.length && !',\n'.includes(this.#text[this.#at] ?? '')) this.#at += 1;
      const text = this.#text.slice(start, this.#at);
      return text === '' ? { kind: 'null' } : { kind: 'text', text, left: 0, nth: 1, length: text.length };
    }
    let text = '';
    for (;;) {
      const quote = this.#text.indexOf('"', this.#at + 1);
      if (quote < 0) throw new Error('a quote that is never closed');
      text += this.#text.slice(this.#at + 1, quote);
      this.#at = quote + 1;
      if (this.#text[this.#at] !== '"') break;
      text += '"';
    }
    const remark = /(?:…\+(\d+))?(?:#(\d+))?(\\u)?/y;
    remark.lastIndex = this.#at;
    const [all = '', left = '0', nth = '1', isEscaped] = remark.exec(this.#text) ?? [];
    this.#at += all.length;
    if (isEscaped !== undefined) {
      this.hasEscapes = true;
      const json = text.replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
      text = String(JSON.parse(`"${json}"`));
    }
    return { kind: 'text', text, left: Number(left), nth: Number(nth), length: this.#at - start };
  }
}
