import { readdir, readFile } from 'node:fs/promises';

/** The processes that `parent` started whose command line has `word` in it. */
export async function childProcesses(parent: number, word: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // A process may end between two reads.
    const [stat, commandLine] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    const ppid = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (Number(ppid) === parent && commandLine?.includes(word)) found.push(Number(pid));
  }
  return found;
}
