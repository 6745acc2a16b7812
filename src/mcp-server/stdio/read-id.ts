const [quote, backslash, comma, colon] = [...Buffer.from('"\\,:')];
const opening = [...Buffer.from('{[')];
const closing = [...Buffer.from('}]')];
/** An id is a number or a short text. */
const longestScalar = 200;

/**
 * Finds the `id` of a JSON-RPC message that is too long to be kept, so that its sender learns which of its requests was
 * refused. Gives a function that takes the next bytes and gives the id as far as it was seen, else null.
 */
export function idReader(): (bytes: Uint8Array) => string | number | null {
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let key = '';
  let scalar = '';
  let id: string | number | null = null;

  function endOfMember(): void {
    if (key === '"id"') id = scalarOf(scalar) ?? id;
    [key, scalar] = ['', ''];
  }

  function keep(byte: number): void {
    if (depth === 1 && scalar.length < longestScalar) scalar += String.fromCharCode(byte);
  }

  function readInText(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) isText = false;
    keep(byte);
  }

  function read(byte: number): void {
    if (isText) readInText(byte);
    else if (opening.includes(byte)) depth += 1;
    else if (closing.includes(byte) || byte === comma) {
      if (depth === 1) endOfMember();
      if (byte !== comma) depth -= 1;
    } else if (byte === colon && depth === 1) [key, scalar] = [scalar.trim(), ''];
    else {
      isText = byte === quote;
      keep(byte);
    }
  }

  return (bytes) => {
    for (const byte of bytes) read(byte);
    return id;
  };
}

function scalarOf(text: string): string | number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}
