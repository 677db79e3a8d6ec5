import { readFile } from 'node:fs/promises';

/** Whether a process runs: one that has ended stays for a moment, until whatever started it has asked how. */
export async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+[ZX]/m.test(status);
}
