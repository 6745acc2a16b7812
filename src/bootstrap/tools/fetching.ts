import { statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { lastLine, run } from '../../base/shell.ts';
import type { MessageCode } from '../../messages/say.ts';
import type { Environment } from '../../settings/dot-env.ts';

/** What getting a tool needs to know of its surroundings. */
export type Fetching = {
  readonly environment: Environment;
  /** `.devcontainer`, which pins the tools. */
  readonly pins: string;
  readonly cache: string;
  /** As `process.arch` says it. */
  readonly machine: string;
  readonly signal: AbortSignal;
  readonly tell: (code: MessageCode, facts?: Readonly<Record<string, string | number>>) => void;
};

const longestSeconds = 1800;
/** Who waits sees that something goes on. */
const tellEachMs = 15_000;

type More = { readonly directory?: string; readonly environment?: Environment };

/**
 * Runs a program that fetches or builds `tool`. Throws `tools.no_program`, `tools.too_slow`, `tools.failed`, and as Node.js does
 * where the disk is full.
 */
export async function runFor(
  tool: string,
  { environment, cache, signal, tell }: Fetching,
  [program, ...words]: readonly [string, ...string[]],
  more: More = {},
): Promise<string> {
  const started = Date.now();
  const watch = setInterval(() => {
    tell('tools.still', { tool, seconds: Math.round((Date.now() - started) / 1000) });
  }, tellEachMs);
  const result = await run(program, words, {
    timeoutSeconds: longestSeconds,
    signal,
    ...(more.directory === undefined ? {} : { directory: more.directory }),
    environment: { ...certificates(environment), ...more.environment },
  });
  clearInterval(watch);
  signal.throwIfAborted();
  if (result.outcome === 'not_found') throw new LakegooseError('tools.no_program', { tool, program });
  if (result.outcome !== 'done') throw new LakegooseError('tools.too_slow', { tool, seconds: longestSeconds });
  if (result.exitCode !== 0) {
    if (await isFull(cache, result.stderr)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    throw new LakegooseError('tools.failed', { tool, program: basename(program), reason: reasonIn(result.stderr) });
  }
  return result.stdout;
}

/** The certificates of a company, under the name by which each of npm, pip, Go and mise asks for them. */
function certificates(environment: Environment): Environment {
  const names = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
  const bundle = names.map((name) => environment[name]).find(Boolean);
  if (bundle === undefined) return {};
  const missing = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'PIP_CERT'].filter((name) => !environment[name]);
  return Object.fromEntries(missing.map((name) => [name, bundle]));
}

const leastFreeBytes = 1024 * 1024;

/** Programs tell it in their own words, or of something else that follows from it. */
async function isFull(cache: string, told: string): Promise<boolean> {
  if (/no space left|ENOSPC|disk quota exceeded/i.test(told)) return true;
  const disk = await statfs(cache).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < leastFreeBytes;
}

/** The line that tells the cause, as far as npm, pip, uv, mise and Go do; else the first that names an error, else the last. */
function reasonIn(text: string): string {
  const lines = text.split('\n').filter((line) => !/\bWARN\b|^npm error code\b/.test(line));
  const cause = lines.find((line) => /checksum|hash mismatch|reason:|integrity|certificate|dial tcp/i.test(line));
  const causes = lines.filter((line) => /^\s*cause:/.test(line)).map((line) => line.replace('cause:', ''));
  return lastLine(cause ?? causes.at(-1) ?? lines.find((line) => /\berror\b/i.test(line)) ?? text).slice(0, 300);
}
