import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskResource } from '../../core/model/resource.ts';
import { parseSavedAttempt, type SavedAttempt } from '../../core/model/savedAttempt.ts';

export interface JournalLimits {
  /** Attempts kept of one task; the oldest goes first. */
  readonly attemptsPerTask: number;
  /** Tasks of which anything is kept; the one that was saved longest ago goes first. */
  readonly tasks: number;
}

const defaultLimits: JournalLimits = { attemptsPerTask: 5, tasks: 1000 };
/** How many tasks are saved between two looks at how many there are. */
const savesBetweenPruning = 50;

/**
 * Earlier attempts of tasks, kept on this machine: a file of JSON lines for each task, oldest first. Saving for one
 * task at a time is the caller's duty.
 */
export class AttemptJournal {
  readonly #folder: string;
  readonly #limits: JournalLimits;
  #savesUntilPruning = 0;

  /** @param folder is made with the first attempt that is saved. */
  constructor(folder: string, limits: JournalLimits = defaultLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Appends an attempt of `task`. Throws what the disk throws: nobody may go on as if it were kept. */
  async save(task: TaskResource, attempt: SavedAttempt): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const attempts = [...(await this.list(task)), attempt].slice(-this.#limits.attemptsPerTask);
    const path = this.#pathOf(task);
    const unfinished = `${path}.unfinished`;
    await writeFile(unfinished, attempts.map((saved) => `${JSON.stringify(saved)}\n`).join(''), { mode: 0o600 });
    await rename(unfinished, path);
    await this.#prune();
  }

  /** The attempts that were kept of `task`, oldest first. */
  async list(task: TaskResource): Promise<readonly SavedAttempt[]> {
    const text = await readIfThere(this.#pathOf(task));
    return text.split('\n').flatMap((line) => parseSavedAttempt(line) ?? []);
  }

  /** Ids may hold anything and be longer than a file name: the name is a digest. */
  #pathOf({ accountId, jobId, taskId }: TaskResource): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([accountId, jobId, taskId]))
      .digest('hex');
    return join(this.#folder, `${digest.slice(0, 40)}.jsonl`);
  }

  async #prune(): Promise<void> {
    this.#savesUntilPruning -= 1;
    if (this.#savesUntilPruning > 0) return;
    this.#savesUntilPruning = savesBetweenPruning;
    const names = await readdir(this.#folder);
    if (names.length <= this.#limits.tasks) return;
    const files = await Promise.all(
      names.map(async (name) => ({ name, savedAtMs: (await stat(join(this.#folder, name))).mtimeMs })),
    );
    files.sort((a, b) => a.savedAtMs - b.savedAtMs);
    const surplus = files.slice(0, files.length - this.#limits.tasks);
    await Promise.all(surplus.map(({ name }) => rm(join(this.#folder, name), { force: true })));
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
