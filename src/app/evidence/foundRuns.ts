import type { GoodRunSearch } from '../../core/diagnosis/task/lastGoodSection.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toStamp } from './findTask.ts';

interface Entry {
  /** An account that was opened again may have what was missing before. */
  readonly service: AccountStore['service'];
  readonly stamp: string;
  readonly mostRequests: number;
  readonly search: Promise<GoodRunSearch>;
}

/** The last ones that are remembered. */
const maxEntries = 200;

/** What came of looking for the last good runs of failed tasks, each for as long as that end of the task lasts. */
export class FoundRuns {
  /** Oldest first. */
  readonly #entries = new Map<string, Entry>();

  /** What `search` comes to with so many requests, unless it was found or sought with as many before. */
  find(
    service: AccountStore['service'],
    resource: TaskResource,
    task: Task,
    mostRequests: number,
    search: () => Promise<GoodRunSearch>,
  ): Promise<GoodRunSearch> {
    const key = toKey(resource);
    const stamp = toStamp(task);
    const known = this.#entries.get(key);
    if (known?.stamp === stamp && known.service === service && known.mostRequests >= mostRequests) return known.search;
    const entry = { service, stamp, mostRequests, search: search() };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const forget = (): void => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
    // What was broken off, or could not be asked, is sought again.
    entry.search.then(({ wasStopped }) => wasStopped && forget(), forget);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries) break;
      this.#entries.delete(oldest);
    }
    return entry.search;
  }
}
