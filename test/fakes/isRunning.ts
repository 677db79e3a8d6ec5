import { readFile } from 'node:fs/promises';

/** Checks whether a process is running; an ended one remains until its parent has read its status. */
export async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+[ZX]/m.test(status);
}
