import type { Clock } from '../../../core/clock.ts';
import { list, needed, object, readAs, text, time } from '../../../core/model/shape.ts';
import type { Folder } from '../../ports.ts';
import { toJson } from './watched.ts';

const fileName = 'front';

const readFront = object({ at: needed(time), keys: needed(list(text)) });

/** What the user looks at in the window that they work in, for the window that would notify them of it. */
export class FrontFile {
  readonly #folder: Folder;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(folder: Folder, clock: Pick<Clock, 'now'>) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** @param keys of things (`toKey`) */
  async write(keys: readonly string[]): Promise<void> {
    await this.#folder.replace(fileName, JSON.stringify({ at: new Date(this.#clock.now()).toISOString(), keys }));
  }

  /** What is looked at in this window, and in another one that has said so of late. */
  async read(own: readonly string[], intervalMs: number): Promise<ReadonlySet<string>> {
    if (own.length > 0) return new Set(own);
    const { value } = readAs(readFront, toJson(await this.#folder.read(fileName)));
    const isLate = value === undefined || this.#clock.now() - Date.parse(value.at) > 2 * intervalMs;
    return new Set(isLate ? [] : value.keys);
  }
}
