/** What an error is about: names, numbers and paths that its sentence in `messages/` is filled with. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * An expected failure, as data. `code` is a key of `messages/`; the words are put to it once, at the edge
 * (`cli.ts` for people, the MCP dispatcher for models).
 */
export class LakegooseError extends Error {
  override readonly name = 'LakegooseError';
  readonly code: string;
  readonly facts: Facts;

  constructor(code: string, facts: Facts = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

/** The `code` of a Node.js system error (`ENOENT`, `EADDRINUSE`, …), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
