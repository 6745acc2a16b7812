import { randomUUID } from 'node:crypto';

/** A part of an answer that is JSON already, as UTF-8 in pieces that together are one value. */
export class JsonText {
  readonly pieces: readonly Uint8Array[];

  constructor(pieces: readonly Uint8Array[]) {
    this.pieces = pieces;
  }
}

/** A value as JSON in UTF-8; every `JsonText` within goes in as it stands. */
export function toJsonBytes(value: unknown): Buffer {
  const texts: JsonText[] = [];
  let mark = '';
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (!(part instanceof JsonText)) return part;
    // Nothing else of the answer can hold it by chance or by design.
    mark ||= randomUUID();
    texts.push(part);
    return mark;
  });
  if (texts.length === 0) return Buffer.from(text);
  const pieces = text.split(`"${mark}"`).flatMap((part, index) => [Buffer.from(part), ...(texts[index]?.pieces ?? [])]);
  return Buffer.concat(pieces);
}
