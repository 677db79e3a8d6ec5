import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Kills every process of a group. `groupId` is the ID of the group leader. */
export function killGroup(groupId: number): void {
  try {
    process.kill(-groupId, 'SIGKILL');
  } catch (error) {
    // No process is left in the group, as desired.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Maximum number of searches for killed processes, because a process that hangs in the kernel cannot be waited for. */
const maxRounds = 20;

/**
 * Number of consecutive searches without results that is required, because a process briefly has no environment while
 * it executes another program.
 */
const wantedEmptyRounds = 2;
const execMs = 5;

/**
 * Kills processes that have left their group (`setsid`, daemons) but still have this variable in their environment.
 * Linux only; elsewhere there is no `/proc` and nothing happens. `afterId` limits the search to processes with a
 * greater ID: those started later, until the IDs wrap around. Processes missed then are found when their node is
 * removed.
 */
export function killByVariable(name: string, value: string, afterId = 0): Promise<void> {
  return killMarked(new Set([`${name}=${value}`]), afterId);
}

interface Look {
  readonly markers: Set<string>;
  readonly done: Promise<void>;
}

/**
 * Kills processes by the values of one variable, for many callers at the same time: callers during a search share the
 * next one. Thousands of nodes that are removed at once need a few searches, not two each.
 */
export class ProcessSweep {
  readonly #name: string;
  #current: Promise<void> = Promise.resolve();
  #next: Look | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  end(value: string): Promise<void> {
    const next = this.#next ?? this.#plan();
    next.markers.add(`${this.#name}=${value}`);
    return next.done;
  }

  #plan(): Look {
    const markers = new Set<string>();
    const done = this.#current.then(() => {
      this.#next = undefined;
      return killMarked(markers, 0);
    });
    this.#current = done.catch(() => undefined);
    const next = { markers, done };
    this.#next = next;
    return next;
  }
}

/** Kills the processes with an ID greater than `afterId` that have one of these markers (`NAME=value`). */
export async function killMarked(markers: ReadonlySet<string>, afterId: number): Promise<void> {
  let emptyRounds = 0;
  for (let round = 0; round < maxRounds && emptyRounds < wantedEmptyRounds; round++) {
    if (emptyRounds > 0) await setTimeout(execMs);
    const found = await findProcesses(afterId, (id) => carries(id, markers));
    emptyRounds = found.length === 0 ? emptyRounds + 1 : 0;
    for (const id of found) killProcess(id);
  }
}

async function findProcesses(afterId: number, isWanted: (id: number) => Promise<boolean>): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.map(Number).filter((id) => id > afterId);
  const found = await Promise.all(ids.map(async (id) => ((await isWanted(id)) ? id : 0)));
  return found.filter((id) => id !== 0 && id !== process.pid);
}

/**
 * Kills the processes with an ID greater than `afterId` that have a file open, named as `/proc` links to it
 * (`socket:[1]`).
 */
export async function killHolders(link: string, afterId: number): Promise<void> {
  for (const id of await findProcesses(afterId, (one) => holds(one, link))) killProcess(id);
}

async function holds(id: number, link: string): Promise<boolean> {
  const names = await readdir(`/proc/${id}/fd`).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${id}/fd/${name}`).catch(() => '')));
  return links.includes(link);
}

/** The environment of a zombie process is empty, so zombies are not found. */
async function carries(id: number, markers: ReadonlySet<string>): Promise<boolean> {
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').some((variable) => markers.has(variable));
}

function killProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // The process has already ended.
  }
}
