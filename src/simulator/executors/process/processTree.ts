import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Ends every process of a group at once. `groupId` is the id of the process that leads it. */
export function killGroup(groupId: number): void {
  try {
    process.kill(-groupId, 'SIGKILL');
  } catch (error) {
    // No process is left in the group, which is the goal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Looks in vain for what was killed: a process that hangs in the kernel cannot be waited for. */
const maxRounds = 20;

/** A process that is just becoming another program has no environment for a moment: one look that finds none is not enough. */
const wantedEmptyRounds = 2;
const execMs = 5;

/**
 * Ends the processes that have left their group (`setsid`, daemons) but still carry a variable of ours in their
 * environment. Linux only; elsewhere there is no `/proc` and nothing happens.
 *
 * `afterId` limits the search to processes with a greater id: those started later, until the ids wrap around. Processes
 * missed then are found when their node goes.
 */
export function killByVariable(name: string, value: string, afterId = 0): Promise<void> {
  return killMarked(new Set([`${name}=${value}`]), afterId);
}

/** A look that has not started yet: what it searches for, and its end. */
interface Look {
  readonly markers: Set<string>;
  readonly done: Promise<void>;
}

/**
 * Ends processes by the values of one variable, for many callers at the same time: those who call while a look is under
 * way share the next one. Thousands of nodes that go at once need a few looks, not two each.
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

/** Ends what carries one of these (`NAME=value`), of the processes with an id greater than `afterId`. */
export async function killMarked(markers: ReadonlySet<string>, afterId: number): Promise<void> {
  let emptyRounds = 0;
  for (let round = 0; round < maxRounds && emptyRounds < wantedEmptyRounds; round++) {
    if (emptyRounds > 0) await setTimeout(execMs);
    const found = await findMarked(markers, afterId);
    emptyRounds = found.length === 0 ? emptyRounds + 1 : 0;
    for (const id of found) killProcess(id);
  }
}

function findMarked(markers: ReadonlySet<string>, afterId: number): Promise<readonly number[]> {
  return findProcesses(afterId, (id) => carries(id, markers));
}

async function findProcesses(afterId: number, isWanted: (id: number) => Promise<boolean>): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.map(Number).filter((id) => id > afterId);
  const found = await Promise.all(ids.map(async (id) => ((await isWanted(id)) ? id : 0)));
  return found.filter((id) => id !== 0 && id !== process.pid);
}

/** Ends the processes that have a file open, named as `/proc` links to it (`socket:[1]`), with an id greater than `afterId`. */
export async function killHolders(link: string, afterId: number): Promise<void> {
  for (const id of await findProcesses(afterId, (one) => holds(one, link))) killProcess(id);
}

async function holds(id: number, link: string): Promise<boolean> {
  const names = await readdir(`/proc/${id}/fd`).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${id}/fd/${name}`).catch(() => '')));
  return links.includes(link);
}

/** The environment of a process that has ended but was not yet waited for is empty, so zombies are not found. */
async function carries(id: number, markers: ReadonlySet<string>): Promise<boolean> {
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').some((variable) => markers.has(variable));
}

function killProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
