import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import type { World } from '../state/world.ts';
import { toSaved } from './savedRecords.ts';
import { toSavedChange } from './savedScript.ts';
import { listSteps, SavedWorld, type Step, toDrop, toSavedAccount } from './savedWorld.ts';
import { StateLock } from './stateLock.ts';

const format = 'azure-batch-simulator state';
/** Version of the file format. A simulator reads all versions up to its own; 1 has no checksums. */
const version = 2;

/** The persistent properties of an account, in addition to its contents. */
export interface AccountIdentity {
  readonly accountName: string;
  readonly accountKey: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly url: string;
}

interface Head extends AccountIdentity {
  readonly format: typeof format;
  readonly version: number;
}

/** The changes of one turn: a line contains all of them, or doesn't exist. */
interface Batch {
  /** Milliseconds since the epoch on the simulator's clock, and on the computer's. */
  readonly at: number;
  readonly computer: number;
  readonly steps: readonly Step[];
}

/** The content of a journal. */
export interface Recovered {
  readonly identity: AccountIdentity;
  readonly saved: SavedWorld;
  /** Time on the simulator's clock, and on the computer's at the same moment. */
  readonly atMs: number;
  readonly computerMs: number;
}

const journalName = 'journal.ndjson';

/**
 * Files that may exist before anything is saved: markers of repositories and file systems, and files left by a
 * simulator that was killed right after its start.
 */
const ofEmptyFolder = /^(?:\.git(?:keep|ignore)|\.DS_Store|lost\+found|lock|journal\.ndjson\.new)$/;

/** The file is rewritten once it is this much larger than its content was, unless it is small. */
const mostGrowth = 2;
const smallBytes = 4 * 1024 * 1024;

interface OpenFile {
  readonly descriptor: number;
  size: number;
}

/**
 * The file that makes an account persistent: a line for each turn with changes, written before any response confirms
 * them. Written changes survive if the simulator is killed, though not if the computer fails.
 */
export class Journal {
  readonly #folder: string;
  readonly #lock: StateLock;
  /** Content of the folder when it was opened; undefined if it was new. */
  readonly recovered: Recovered | undefined;
  #identity: AccountIdentity | undefined;
  #world: World | undefined;
  #file: OpenFile | undefined;
  /** Size of the file when it had nothing but the content of the account. */
  #firstSize = 0;
  #leases = 0;
  #events = 0;
  /** Steps that could not be written yet, for example because the disk was full. */
  #unwritten: Step[] = [];

  /** Creates the folder if it doesn't exist. Throws an error worded for the user if the folder can't be used. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new Error(
        `The state in ${path.resolve(folder)} can't be saved (${(error as NodeJS.ErrnoException).code}).`,
      );
    }
    checkFolder(folder);
    this.#lock = new StateLock(folder);
    try {
      this.recovered = readJournal(this.#path);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  get #path(): string {
    return path.join(this.#folder, journalName);
  }

  /** Replaces the file's content by everything in a world, and follows that world from then on. */
  begin(world: World, identity: AccountIdentity): void {
    this.#identity = identity;
    this.#world = world;
    this.#rewrite();
  }

  /** Writes the changes since the last call. Throws if that fails; the next call tries again. */
  flush(): void {
    const world = this.#world;
    if (world?.changes === undefined || this.#file === undefined) return;
    const isSeen = world.formerLeases.length === this.#leases && world.events.count === this.#events;
    if (world.changes.isEmpty && this.#unwritten.length === 0 && isSeen) return;
    for (const each of this.#takeSteps(world)) this.#unwritten.push(each);
    append(this.#file, toBatch(world.clock, this.#unwritten));
    this.#unwritten = [];
    if (this.#file.size > Math.max(smallBytes, mostGrowth * this.#firstSize)) this.#compact();
  }

  /** Writes remaining changes, drops outdated lines, and releases the folder. */
  close(): void {
    try {
      this.flush();
      if (this.#file !== undefined && this.#file.size > this.#firstSize) this.#compact();
    } finally {
      this.stop();
    }
  }

  /** Releases the folder without writing. */
  stop(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
    this.#world = undefined;
    this.#lock.release();
  }

  #takeSteps(world: World): readonly Step[] {
    const steps: Step[] = [];
    for (const [record, change] of world.changes?.take() ?? []) {
      if (record === 'account') {
        steps.push(['account', toSavedAccount(world)]);
      } else if (change === 'drop') {
        steps.push(toDrop(record));
      } else {
        const saved = toSaved(world, record);
        if (saved !== undefined) steps.push(['put', saved]);
      }
    }
    for (const lease of world.formerLeases.slice(this.#leases)) steps.push(['lease', lease]);
    this.#leases = world.formerLeases.length;
    for (const moment of world.events.after(this.#events)) steps.push(['happened', moment]);
    this.#events = world.events.count;
    for (const [node, change] of world.changes?.takeDisks() ?? []) {
      steps.push(['disk', node.pool.id, node.id, toSavedChange(change)]);
    }
    return steps;
  }

  /** Rewrites a file that already contains everything. If that fails, it is tried again once the file has doubled. */
  #compact(): void {
    try {
      this.#rewrite();
    } catch {
      this.#firstSize = this.#file?.size ?? 0;
    }
  }

  /** Rewrites the file. A partial file is never read: the new file replaces the old one once it is complete. */
  #rewrite(): void {
    const world = this.#world;
    if (world === undefined || this.#identity === undefined) return;
    const draft = `${this.#path}.new`;
    rmSync(draft, { force: true });
    const file = { descriptor: openSync(draft, 'wx', 0o600), size: 0 };
    try {
      const head: Head = { format, version, ...this.#identity };
      append(file, head);
      for (const steps of inBatches(listSteps(world))) append(file, toBatch(world.clock, steps));
      renameSync(draft, this.#path);
    } catch (error) {
      closeSync(file.descriptor);
      throw error;
    }
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = file;
    this.#firstSize = file.size;
    world.changes?.take();
    world.changes?.takeDisks();
    this.#leases = world.formerLeases.length;
    this.#events = world.events.count;
    this.#unwritten = [];
  }
}

/** Appends a line. Removes a line that could not be written completely. */
function append(file: OpenFile, line: Head | Batch): void {
  const bytes = Buffer.from(`${withSum(JSON.stringify(line))}\n`);
  const { descriptor, size } = file;
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, size + at);
    file.size += bytes.length;
  } catch (error) {
    ftruncateSync(descriptor, size);
    throw error;
  }
}

/** Adds the checksum of an object as its first property. */
function withSum(json: string): string {
  return `{"sum":"${createHash('sha256').update(json).digest('hex').slice(0, 16)}",${json.slice(1)}`;
}

const sumLength = withSum('{').length - 1;

function isIntact(line: string): boolean {
  return withSum(`{${line.slice(sumLength + 1)}`) === line;
}

function toBatch(clock: Clock, steps: readonly Step[]): Batch {
  return { at: clock.now(), computer: Date.now(), steps };
}

const stepsInBatch = 1000;

function* inBatches(steps: Iterable<Step>): Generator<readonly Step[]> {
  let batch: Step[] = [];
  for (const step of steps) {
    batch.push(step);
    if (batch.length < stepsInBatch) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Reads the file, up to the last complete line; undefined if there is none. */
export function readJournal(file: string): Recovered | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file);
  let identity: Head | undefined;
  let last: Batch | undefined;
  const saved = new SavedWorld();
  let number = 0;
  for (let start = 0, end = text.indexOf(10); end >= 0; start = end + 1, end = text.indexOf(10, start)) {
    number += 1;
    const line = text.toString('utf8', start, end);
    const parsed = parseLine(line, file, number);
    identity ??= checkHead(parsed as Partial<Head>, file);
    if (identity.version > 1 && !isIntact(line)) throw new Error(describeDamage(file, number));
    if (number > 1) {
      last = parsed as Batch;
      for (const step of last.steps) saved.apply(step);
    }
  }
  if (identity === undefined || last === undefined) return undefined;
  return { identity, saved, atMs: last.at, computerMs: last.computer };
}

/**
 * Parses a line. Lines are written whole, so one that isn't JSON was not written by a simulator, or was damaged on
 * disk.
 */
function parseLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(number === 1 ? describeForeign(file) : describeDamage(file, number));
  }
}

function describeForeign(file: string): string {
  return `${path.resolve(file)} isn't the state of a simulator.`;
}

function describeDamage(file: string, number: number): string {
  const remedy = number === 1 ? '' : ' To restore what came before, remove that line and those after it.';
  return `${path.resolve(file)} is damaged in line ${number}.${remedy}`;
}

/** Refuses folders with other files, because the content of this folder is deleted along with its pools. */
function checkFolder(folder: string): void {
  const held = readdirSync(folder);
  const foreign = held.find((name) => !ofEmptyFolder.test(name));
  if (held.includes(journalName) || foreign === undefined) return;
  throw new Error(
    `${path.resolve(folder)} contains something other than the state of a simulator (${foreign}). Choose a new or empty folder.`,
  );
}

function checkHead(head: Partial<Head>, file: string): Head {
  if (head.format !== format) throw new Error(describeForeign(file));
  if ((head.version ?? 0) > version) {
    throw new Error(
      `${path.resolve(file)} has version ${head.version}, but this simulator reads versions up to ${version}. Use a newer one.`,
    );
  }
  return head as Head;
}
