import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskResource } from '../../core/model/resource.ts';
import { parseResubmission, type Resubmission } from '../../core/model/resubmission.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';

export interface JournalLimits {
  /** Attempts kept of one task; the oldest goes first. */
  readonly attemptsPerTask: number;
  /** Bytes of all files together; the tasks that were saved longest ago go first. */
  readonly totalBytes: number;
}

/** Reads a line of the journal; undefined for one that was cut off or is none of ours. */
type ParseAttempt = (line: string) => SavedAttempt | undefined;

const defaultLimits: JournalLimits = { attemptsPerTask: 5, totalBytes: 256 * 1024 * 1024 };
/** How full the folder is after it was pruned, so that this need not be done again at once. */
const filledAfterPruning = 0.9;

/**
 * Earlier attempts of tasks, kept on this machine: a file of JSON lines for each task, oldest first. Saving for one
 * task at a time is the caller's duty.
 */
export class AttemptJournal {
  readonly #folder: string;
  readonly #parse: ParseAttempt;
  readonly #limits: JournalLimits;
  /** How much may be written before the folder has to be looked at. */
  #bytesUntilPruning = 0;

  /** @param folder is made with the first attempt that is saved. */
  constructor(folder: string, parse: ParseAttempt, limits: JournalLimits = defaultLimits) {
    this.#folder = folder;
    this.#parse = parse;
    this.#limits = limits;
  }

  /** Appends an attempt of `task`. Throws what the disk throws: nobody may go on as if it were kept. */
  async save(task: TaskResource, attempt: SavedAttempt): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const attempts = [...(await this.list(task)), attempt].slice(-this.#limits.attemptsPerTask);
    const path = this.#toPath(task);
    const unfinished = `${path}.unfinished`;
    const text = attempts.map((saved) => `${JSON.stringify(saved)}\n`).join('');
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, path);
    this.#bytesUntilPruning -= Buffer.byteLength(text);
    if (this.#bytesUntilPruning <= 0) await this.#prune();
  }

  /** The attempts that were kept of `task`, oldest first. */
  async list(task: TaskResource): Promise<readonly SavedAttempt[]> {
    const text = await readIfThere(this.#toPath(task));
    return text.split('\n').flatMap((line) => (line === '' ? [] : (this.#parse(line) ?? [])));
  }

  /** Keeps that a failed task was submitted once more; of several times the last. Throws what the disk throws. */
  async saveResubmission(task: TaskResource, resubmission: Resubmission): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#toPath(task, 'resubmitted.json');
    const unfinished = `${path}.unfinished`;
    await writeFile(unfinished, JSON.stringify(resubmission), { mode: 0o600 });
    await rename(unfinished, path);
  }

  /** As what a failed task was submitted once more, where it was. */
  async findResubmission(task: TaskResource): Promise<Resubmission | undefined> {
    return parseResubmission(await readIfThere(this.#toPath(task, 'resubmitted.json')));
  }

  /** Deletes everything that was kept. */
  async forgetAll(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    this.#bytesUntilPruning = 0;
  }

  /** Ids may hold anything and be longer than a file name: the name is a digest. */
  #toPath({ accountId, jobId, taskId }: TaskResource, ending = 'jsonl'): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([accountId, jobId, taskId]))
      .digest('hex');
    return join(this.#folder, `${digest.slice(0, 40)}.${ending}`);
  }

  async #prune(): Promise<void> {
    const names = await readdir(this.#folder);
    const files = (await Promise.all(names.map((name) => this.#measure(name)))).filter((file) => file !== undefined);
    files.sort((a, b) => a.savedAtMs - b.savedAtMs);
    let total = files.reduce((sum, { size }) => sum + size, 0);
    const isFull = total > this.#limits.totalBytes;
    for (const { name, size } of files) {
      if (!isFull || total <= this.#limits.totalBytes * filledAfterPruning) break;
      await rm(join(this.#folder, name), { force: true });
      total -= size;
    }
    this.#bytesUntilPruning = this.#limits.totalBytes - total;
  }

  /** Undefined for a file that another save has just put in place under its own name. */
  async #measure(name: string): Promise<KeptFile | undefined> {
    try {
      const { mtimeMs, size } = await stat(join(this.#folder, name));
      return { name, savedAtMs: mtimeMs, size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

interface KeptFile {
  readonly name: string;
  readonly savedAtMs: number;
  readonly size: number;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
