import { LakegooseError } from '../../base/errors.ts';

/** How a message of an Arrow IPC stream begins: this mark, then the length of its metadata as 32 bits, little end first. */
const continuation = 0xffffffff;
const prefixBytes = 8;

/**
 * The chunks of a result in ARROW_STREAM, each an Arrow IPC stream of its own, as one stream: the schema of the first,
 * the batches of all, one end. Source: Arrow columnar format, "IPC Streaming Format". Throws `databricks.odd_result`.
 */
export async function* oneArrowStream(
  chunks: AsyncIterable<AsyncIterable<Uint8Array>>,
  host: string,
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  let end = new Uint8Array();
  for await (const chunk of chunks) {
    // The end of a stream is eight bytes, which only the last chunk keeps.
    let held = new Uint8Array();
    let headLeft = isFirst ? 0 : undefined;
    for await (const bytes of chunk) {
      held = joined(held, bytes);
      if (headLeft === undefined) {
        if (held.length < prefixBytes) continue;
        headLeft = schemaBytes(held, host);
      }
      const skipped = Math.min(headLeft, held.length);
      headLeft -= skipped;
      held = held.slice(skipped);
      if (headLeft > 0 || held.length <= prefixBytes) continue;
      yield held.subarray(0, held.length - prefixBytes);
      held = held.slice(held.length - prefixBytes);
    }
    if (held.length !== prefixBytes || wordAt(held, 0) !== continuation || wordAt(held, 4) !== 0) throw odd(host);
    end = held;
    isFirst = false;
  }
  yield end;
}

function schemaBytes(head: Uint8Array, host: string): number {
  if (wordAt(head, 0) !== continuation) throw odd(host);
  return prefixBytes + wordAt(head, 4);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function odd(host: string): LakegooseError {
  return new LakegooseError('databricks.odd_result', { host });
}
