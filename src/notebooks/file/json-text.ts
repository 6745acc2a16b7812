/** A number that JavaScript would change, such as `1.0` or one of 20 digits, as it stands in the file. */
class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Context = { readonly source?: string };

/** Reads JSON so that `jsonText` writes every number as it was. Throws `SyntaxError`. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: Context) => {
    const { source } = context ?? {};
    return typeof value === 'number' && source !== undefined && String(value) !== source
      ? new ExactNumber(source)
      : value;
  });
}

/** JSON as Jupyter writes it: indented by one space. */
export function jsonText(value: unknown, indent = ''): string {
  if (value instanceof ExactNumber) return value.source;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((one: unknown) => jsonText(one, inner))
    : Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
        one === undefined ? [] : [`${JSON.stringify(key)}: ${jsonText(one, inner)}`],
      );
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}
