import { idReader } from './read-id.ts';

const [lineFeed, carriageReturn] = [10, 13];

type Line = { readonly text: Uint8Array } | { readonly tooLong: true; readonly id: string | number | null };

/**
 * Cuts what comes in at line feeds. Gives a function that takes the next bytes and tells each line that they end; a line
 * of more than `most` bytes is told without its text, which is not kept.
 */
export function lineReader(most: number, onLine: (line: Line) => void): (bytes: Uint8Array) => void {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let readId: ReturnType<typeof idReader> | undefined;

  function add(bytes: Uint8Array): void {
    size += bytes.length;
    if (size > most && readId === undefined) {
      readId = idReader();
      for (const piece of pieces) readId(piece);
      pieces = [];
    }
    if (readId === undefined) pieces.push(bytes);
    else readId(bytes);
    // A line that comes byte by byte would otherwise weigh a hundred times what it holds.
    if (pieces.length > 1000) pieces = [Buffer.concat(pieces)];
  }

  function end(): void {
    const text = Buffer.concat(pieces);
    const line = { text: text.at(-1) === carriageReturn ? text.subarray(0, -1) : text };
    onLine(readId === undefined ? line : { tooLong: true, id: readId(new Uint8Array()) });
    [pieces, size, readId] = [[], 0, undefined];
  }

  return (bytes) => {
    let start = 0;
    for (let feed = bytes.indexOf(lineFeed); feed >= 0; feed = bytes.indexOf(lineFeed, start)) {
      add(bytes.subarray(start, feed));
      end();
      start = feed + 1;
    }
    if (start < bytes.length) add(bytes.subarray(start));
  };
}
