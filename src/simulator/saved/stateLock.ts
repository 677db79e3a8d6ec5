import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Reserves a folder for one simulator, because two would overwrite each other's data. */
export class StateLock {
  readonly #file: string;

  /** Throws if another running simulator uses the folder. */
  constructor(folder: string) {
    this.#file = path.join(folder, 'lock');
    const holder = readHolder(this.#file);
    if (holder !== undefined) {
      throw new Error(`Another simulator, process ${holder}, is using the state in ${path.resolve(folder)}.`);
    }
    writeFileSync(this.#file, `${process.pid} ${readStart(process.pid) ?? ''}\n`, { mode: 0o600 });
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

/** Returns the process that holds the lock if it is still running: its ID may belong to another process by now. */
function readHolder(file: string): number | undefined {
  const [pid = '', start = ''] = readText(file)?.trim().split(' ') ?? [];
  if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return undefined;
  return isAlive(Number(pid)) && (readStart(Number(pid)) ?? '') === start ? Number(pid) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Returns when the process started, if the system reports it: in ticks since boot. */
function readStart(pid: number): string | undefined {
  return readText(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ')[19];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
