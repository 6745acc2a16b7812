import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/**
 * Writes an answer as fast as the client reads it. A client that reads nothing for `stallMs` is cut off, because what it
 * does not read stays in our memory.
 */
export async function sendResponse(answer: Response, response: ServerResponse, stallMs: number): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) {
    response.end();
    return;
  }
  response.flushHeaders();
  const reader = answer.body.getReader();
  response.once('close', () => void reader.cancel().catch(() => undefined));
  for (;;) {
    const { done, value } = await reader.read();
    if (done || response.destroyed) break;
    if (!response.write(value)) await withinStall(response, 'drain', stallMs);
  }
  if (response.destroyed) return;
  response.end();
  if (!response.writableFinished) await withinStall(response, 'finish', stallMs);
}

/** Waits for `event` or the end of the connection, and ends the connection itself after `stallMs`. */
async function withinStall(response: ServerResponse, event: 'drain' | 'finish', stallMs: number): Promise<void> {
  const waiting = new AbortController();
  const patience = setTimeout(() => response.destroy(), stallMs);
  const { signal } = waiting;
  await Promise.race([once(response, event, { signal }), once(response, 'close', { signal })]).catch(() => undefined);
  clearTimeout(patience);
  waiting.abort();
}
