import type { Clock } from '../../../core/clock.ts';
import { list, needed, object, readAs, text, time } from '../../../core/model/shape.ts';
import { parseJson } from '../../../core/text/parseJson.ts';
import type { Folder } from '../../ports.ts';

const fileName = 'front';

const readFront = object({ at: needed(time), keys: needed(list(text)) });

/** The items in view in the focused window, shared with the window that would notify the user about them. */
export class FrontFile {
  readonly #folder: Folder;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(folder: Folder, clock: Pick<Clock, 'now'>) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Saves the items in view in this window, by their `keys` (`toKey`). */
  async write(keys: readonly string[]): Promise<void> {
    await this.#folder.replace(fileName, JSON.stringify({ at: new Date(this.#clock.now()).toISOString(), keys }));
  }

  /** Returns the items in view in this window or, if there are none, in another window that reported recently. */
  async read(own: readonly string[], intervalMs: number): Promise<ReadonlySet<string>> {
    if (own.length > 0) return new Set(own);
    const { value } = readAs(readFront, parseJson(await this.#folder.read(fileName)));
    const isLate = value === undefined || this.#clock.now() - Date.parse(value.at) > 2 * intervalMs;
    return new Set(isLate ? [] : value.keys);
  }
}
