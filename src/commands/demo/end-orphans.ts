import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Ends what still runs in the folder of a demo that was killed: its Goose would go on asking a workspace that is gone, and
 * writing its log. Where the system has no `/proc`, it ends by itself.
 */
export async function endOrphans(directory: string): Promise<void> {
  for (const pid of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(join('/proc', pid, 'environ'), 'utf8').catch(() => '');
    if (environment.split('\0').includes(`GOOSE_PATH_ROOT=${directory}`)) end(Number(pid));
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
