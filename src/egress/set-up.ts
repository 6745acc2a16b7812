import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const longestMs = 60 * 60 * 1000;

/** The time in which a container gets its packages and tools. */
export type SetUp = {
  readonly isOpen: () => boolean;
  readonly close: () => void;
  /** So long it is at most from now; undefined where it is over. */
  readonly msLeft: () => number | undefined;
};

/**
 * Kept in a file of its own for each number: when it began, and nothing once it is over, because a file can be emptied on a full
 * disk, too. Where that cannot be kept, it is over.
 */
export function setUpKeptIn(directory: string, number: string): SetUp {
  const path = join(directory, `set-up-${number}`);
  let begin = began(path);
  const isOpen = () => begin !== undefined && Math.abs(Date.now() - begin) < longestMs;
  return {
    isOpen,
    close: () => {
      begin = undefined;
      if (existsSync(path)) writeFileSync(path, '');
    },
    msLeft: () => (begin !== undefined && isOpen() ? begin + longestMs - Date.now() : undefined),
  };
}

function began(path: string): number | undefined {
  try {
    if (!existsSync(path)) begin(path);
    const told = Number(readFileSync(path, 'utf8'));
    return told > 0 ? told : undefined;
  } catch {
    return undefined;
  }
}

/** On a full disk nothing has begun: another start may have room. */
function begin(path: string): void {
  try {
    writeFileSync(path, String(Date.now()));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
