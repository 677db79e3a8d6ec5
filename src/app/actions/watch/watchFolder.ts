import { toKey } from '../../../core/model/resourceChain.ts';
import { list, readAs, text } from '../../../core/model/shape.ts';
import type { Folder } from '../../ports.ts';
import {
  parseSeen,
  parseWatched,
  type Seen,
  toJson,
  type Watchable,
  type WatchEvent,
  type Watched,
} from './watched.ts';

const seenStart = 'seen-';
const saidStart = 'said-';
const readIds = list(text);

/**
 * What is watched, for all windows: a file for each thing, and beside it one of what was last seen of it. Only who holds the
 * lock of the account writes what was seen, so that neither file is written by two.
 */
export class WatchFolder {
  readonly #folder: Folder;

  /** @param folder has nothing else in it but locks. */
  constructor(folder: Folder) {
    this.#folder = folder;
  }

  async list(): Promise<readonly Watched[]> {
    const names = await this.#folder.listNames();
    const all = await Promise.all(names.filter(isOfWatched).map((name) => this.#read(name)));
    return all
      .filter((one) => one !== undefined)
      .sort((one, other) => (one.since === other.since ? 0 : one.since < other.since ? -1 : 1));
  }

  /** Begins to watch; whether it was not watched yet. */
  async add({ resource, since, seen }: Watched): Promise<boolean> {
    const name = this.#toName(resource);
    // Without what was seen, a look would have nothing to compare with.
    if ((await this.#folder.read(name)) !== undefined) return false;
    await this.#folder.replace(seenStart + name, JSON.stringify(seen));
    return this.#folder.create(name, JSON.stringify({ resource, since }));
  }

  /** Notes what was seen; whether the thing is still watched. */
  async note(resource: Watchable, seen: Seen): Promise<boolean> {
    const name = this.#toName(resource);
    if ((await this.#folder.measure(name)) === undefined) {
      await this.#folder.remove(seenStart + name);
      return false;
    }
    await this.#folder.replace(seenStart + name, JSON.stringify(seen));
    return true;
  }

  async remove(resource: Watchable): Promise<void> {
    const name = this.#toName(resource);
    await this.#folder.remove(name);
    await this.#folder.remove(seenStart + name);
  }

  /** Notes what the user was notified of last of an account: with one write, whatever it was about. */
  async noteSaid(accountId: string, events: readonly WatchEvent[]): Promise<void> {
    await this.#folder.replace(saidStart + this.#folder.toName(accountId), JSON.stringify(events.map(toId)));
  }

  /** Whether the user was notified of something, though it was not noted of what it is about: its window is gone. */
  async readSaid(accountId: string): Promise<(event: WatchEvent) => boolean> {
    const saved = await this.#folder.read(saidStart + this.#folder.toName(accountId));
    const said = new Set(readAs(readIds, toJson(saved)).value ?? []);
    return (event) => said.has(toId(event));
  }

  async #read(name: string): Promise<Watched | undefined> {
    const [definition, seen] = await Promise.all([this.#folder.read(name), this.#folder.read(seenStart + name)]);
    const [known, last] = [parseWatched(definition), parseSeen(seen)];
    return known === undefined ? undefined : { ...known, seen: last ?? { at: known.since, pending: [] } };
  }

  #toName(resource: Watchable): string {
    return this.#folder.toName(toKey(resource));
  }
}

function isOfWatched(name: string): boolean {
  return name.endsWith('.jsonl') && ![seenStart, saidStart].some((start) => name.startsWith(start));
}

function toId({ what, resource, at }: WatchEvent): string {
  return JSON.stringify([what, toKey(resource), at]);
}
