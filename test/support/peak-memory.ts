import { readFile } from 'node:fs/promises';

/** The most memory that a process has ever had, in bytes (`VmHWM`, proc_pid_status(5)). */
export async function peakMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
