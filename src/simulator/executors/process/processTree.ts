import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Ends every process of a group at once. `groupId` is the id of the process that leads it. */
export function killGroup(groupId: number): void {
  try {
    process.kill(-groupId, 'SIGKILL');
  } catch (error) {
    // Nobody is left in the group: that is what was wanted.
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
 * `afterId` limits the search to processes with a greater id, which are those started later as long as ids have not
 * begun anew. What is missed then is found when its node goes.
 */
export async function killByVariable(name: string, value: string, afterId = 0): Promise<void> {
  const marker = `${name}=${value}`;
  let emptyRounds = 0;
  for (let round = 0; round < maxRounds && emptyRounds < wantedEmptyRounds; round++) {
    if (emptyRounds > 0) await setTimeout(execMs);
    const found = await findByVariable(marker, afterId);
    emptyRounds = found.length === 0 ? emptyRounds + 1 : 0;
    for (const id of found) killProcess(id);
  }
}

async function findByVariable(marker: string, afterId: number): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.map(Number).filter((id) => id > afterId);
  const carriers = await Promise.all(ids.map(async (id) => ((await carries(id, marker)) ? id : 0)));
  return carriers.filter((id) => id !== 0 && id !== process.pid);
}

/** The environment of a process that has ended but was not yet waited for is empty, so zombies are not found. */
async function carries(id: number, marker: string): Promise<boolean> {
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(marker);
}

function killProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
