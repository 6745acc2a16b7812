import { setTimeout as sleep } from 'node:timers/promises';
import { LakegooseError } from '../base/errors.ts';
import type { ExternalLink, Row } from '../databricks-api/statements.ts';
import type { Asking } from './ask.ts';
import { LinkFailure, type OpenLink, openLink } from './open-link.ts';
import { waitMs } from './retry.ts';
import { NotRows, rowsOfJson } from './rows-of-json.ts';

/** One chunk of a result by EXTERNAL_LINKS. */
export type ExternalChunk = {
  /** The link, where one is known. It may have ended since. */
  readonly link?: ExternalLink;
  /** Asks the workspace for a link to the same chunk that is valid now. */
  readonly freshLink: (signal: AbortSignal) => Promise<ExternalLink>;
};

/** A link that ends within so many milliseconds is not begun with. */
const spareMs = 10_000;
/** A storage that gives nothing for so long, or asks to be left alone beyond it, is given up. */
const patienceMs = 90_000;

/**
 * The bytes of a chunk as they come, each once, in the format that the statement asked for. What was cut in the middle
 * goes on where it ended; a link that has ended is asked for anew. Only what the consumer has not taken yet is in memory.
 * Throws `databricks.link_refused`, `databricks.link_busy`, `databricks.odd_result`, and what a request throws.
 */
export async function* externalBytes(
  client: Asking,
  chunk: ExternalChunk,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let [taken, failures] = [0, 0];
  let { link } = chunk;
  let version: string | undefined;
  let until = Number.POSITIVE_INFINITY;
  for (;;) {
    if (link === undefined || Date.parse(link.expiration) < Date.now() + spareMs) link = await chunk.freshLink(signal);
    try {
      const opened: OpenLink = await openLink(client, link, signal, taken > 0 ? version : undefined);
      version = opened.version;
      let skipped = 0;
      for await (const bytes of opened.bytes) {
        const fresh = bytes.subarray(Math.min(bytes.length, taken - skipped));
        skipped += bytes.length - fresh.length;
        if (fresh.length === 0) continue;
        [taken, skipped, failures] = [taken + fresh.length, skipped + fresh.length, 0];
        yield fresh;
      }
      return;
    } catch (error) {
      if (!(error instanceof LinkFailure)) throw error;
      failures++;
      if (failures === 1) until = Date.now() + patienceMs;
      const wait = waitMs(failures, error.retryAfter);
      if (failures >= error.most || Date.now() + wait > until) throw error.told;
      link = undefined;
      await sleep(wait, undefined, { signal }).catch((cause: unknown) => {
        throw new LakegooseError('databricks.cancelled', {}, { cause });
      });
    }
  }
}

/**
 * The rows of a chunk in the format JSON_ARRAY, in groups as they come, in order and each once. Throws
 * `databricks.odd_result` where they are not as many as the link says, and what `externalBytes` throws.
 */
export async function* externalRows(
  client: Asking,
  chunk: ExternalChunk,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const link = chunk.link ?? (await chunk.freshLink(signal));
  let count = 0;
  try {
    for await (const rows of rowsOfJson(externalBytes(client, { ...chunk, link }, signal))) {
      count += rows.length;
      yield rows;
    }
  } catch (error) {
    if (!(error instanceof NotRows)) throw error;
    throw oddResult(link, error);
  }
  if (count !== link.row_count) throw oddResult(link);
}

function oddResult({ external_link: address }: ExternalLink, cause?: unknown): LakegooseError {
  return new LakegooseError('databricks.odd_result', { host: new URL(address).origin }, { cause });
}
