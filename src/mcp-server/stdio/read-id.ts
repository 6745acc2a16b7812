const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
/** `[` and `{`, `]` and `}`: they differ in one bit. */
const [opening, closing, bracketBit] = [0x7b, 0x7d, 0x20];
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

  function keep(byte: number): void {
    // What is not ASCII can only stand in texts that are no id of anyone.
    if (depth === 1 && scalar.length < longestScalar) scalar += String.fromCharCode(byte);
  }

  function endOfMember(): void {
    if (depth !== 1) return;
    if (key === '"id"') id = scalarOf(scalar) ?? id;
    [key, scalar] = ['', ''];
  }

  function readInText(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === backslash) isEscaped = true;
    else if (byte === quote) isText = false;
    keep(byte);
  }

  function readBetween(byte: number): void {
    const bracket = byte | bracketBit;
    if (bracket === opening) depth += 1;
    else if (bracket === closing) {
      endOfMember();
      depth -= 1;
    } else if (byte === comma) endOfMember();
    else if (byte === colon) {
      if (depth === 1) [key, scalar] = [scalar.trim(), ''];
    } else {
      isText = byte === quote;
      keep(byte);
    }
  }

  return (bytes) => {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (isText) readInText(byte);
      else readBetween(byte);
    }
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
