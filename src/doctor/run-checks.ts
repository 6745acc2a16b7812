import type { MessageCode } from '../messages/say.ts';
import { type Check, type Finding, failed, skipped, warn } from './check.ts';
import { openKnown } from './known.ts';
import type { Surroundings } from './surroundings.ts';

export type CheckReport = {
  readonly check: Pick<Check, 'name' | 'title'>;
  readonly finding: Finding;
  readonly seconds: number;
};

type Ended = CheckReport & {
  /** The check that those which need this one wait for, where they must. */
  readonly blocks?: MessageCode;
};

/**
 * Runs the checks side by side, but each after those that it needs. One that takes longer than its time is cut off, and one
 * whose needs are not met is passed over. Never throws, unless the person ends it.
 */
export async function runChecks(
  checks: readonly Check[],
  surroundings: Surroundings,
  onEnd: (report: CheckReport) => void = () => undefined,
): Promise<readonly CheckReport[]> {
  const ending = new AbortController();
  const known = openKnown({ ...surroundings, signal: AbortSignal.any([surroundings.signal, ending.signal]) });
  const isNeeded = (name: string) => checks.some(({ needs }) => needs.includes(name));
  const ends = new Map<string, Promise<Ended>>();
  for (const check of checks) {
    const before = Promise.all(check.needs.map((name) => ends.get(name)));
    const end = before.then(async (needed): Promise<Ended> => {
      const started = performance.now();
      const blocks = needed.find((one) => one?.blocks !== undefined)?.blocks;
      const outcome =
        blocks === undefined
          ? await outcomeOf(check, known, surroundings, isNeeded(check.name))
          : { finding: waitsFor(blocks), blocks };
      const report = { check, ...outcome, seconds: (performance.now() - started) / 1000 };
      onEnd(report);
      return report;
    });
    ends.set(check.name, end);
  }
  const reports = await Promise.all(ends.values());
  // What was cut off may still be under way.
  ending.abort();
  surroundings.signal.throwIfAborted();
  return reports;
}

const waitsFor = (check: MessageCode): Finding => skipped('doctor.waits_for', { check });

async function outcomeOf(
  check: Check,
  known: ReturnType<typeof openKnown>,
  surroundings: Surroundings,
  isNeeded: boolean,
): Promise<Pick<Ended, 'finding' | 'blocks'>> {
  const { seconds } = surroundings;
  const cut = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([cut, surroundings.signal]);
  const over = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => over.resolve(undefined), { once: true });
  const running = check
    .run({ ...surroundings, known, signal })
    .catch((error: unknown): Finding => ({ state: 'failed', because: { error } }));
  const found = await Promise.race([running, over.promise]);
  if (found === undefined) {
    // A model may think for longer. Where others wait for an answer, the rest would look as if nothing were wrong.
    const finding = (isNeeded ? failed : warn)('doctor.cut', { seconds, more: seconds * 10, check: check.name });
    return { finding, blocks: check.title };
  }
  return { finding: found, ...(found.state === 'failed' ? { blocks: check.title } : {}) };
}
