import { toKey } from '../../../core/model/resource.ts';
import { list, readAs, text } from '../../../core/model/shape.ts';
import { parseJson } from '../../../core/text/parseJson.ts';
import type { Folder } from '../../ports.ts';
import { parseSeen, parseWatched, type Seen, type Watchable, type WatchEvent, type Watched } from './watched.ts';

const seenStart = 'seen-';
const saidStart = 'said-';
const readIds = list(text);

/**
 * The watched items of all windows, with one file per item, and another file for its last known state. Only the holder
 * of the account's lock writes the state, so no file has two writers.
 */
export class WatchFolder {
  readonly #folder: Folder;

  /** @param folder must contain only this class's files and locks */
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

  /** Starts watching an item. Resolves to false if it was already watched. */
  async add({ resource, since, seen }: Watched): Promise<boolean> {
    const name = this.#toName(resource);
    // Write the state first, because a poll needs it for comparison.
    if ((await this.#folder.read(name)) !== undefined) return false;
    await this.#folder.replace(seenStart + name, JSON.stringify(seen));
    return this.#folder.create(name, JSON.stringify({ resource, since }));
  }

  /** Saves the state of an item. Resolves to false if the item is no longer watched. */
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

  /** Saves the last reported events of an account with a single write. */
  async noteSaid(accountId: string, events: readonly WatchEvent[]): Promise<void> {
    await this.#folder.replace(saidStart + this.#folder.toName(accountId), JSON.stringify(events.map(toId)));
  }

  /**
   * Returns a predicate for events that were reported but not removed from the state of their item, because their
   * window closed.
   */
  async readSaid(accountId: string): Promise<(event: WatchEvent) => boolean> {
    const saved = await this.#folder.read(saidStart + this.#folder.toName(accountId));
    const said = new Set(readAs(readIds, parseJson(saved)).value ?? []);
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
