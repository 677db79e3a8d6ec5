import type { GoodRunSearch } from '../../core/diagnosis/task/lastGoodSection.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toStamp } from './findTask.ts';

interface Entry {
  /** The service that the run was requested from. An account opened again may return data that was missing before. */
  readonly service: AccountStore['service'];
  readonly stamp: string;
  readonly mostRequests: number;
  readonly search: Promise<GoodRunSearch>;
}

const maxEntries = 200;

/** The results of searches for last good runs of failed tasks. Each result is valid until the task ends again. */
export class FoundRuns {
  readonly #entries = new Map<string, Entry>();

  /** Returns the result of `search` with this many requests, or an earlier one that succeeded or used as many. */
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
    // Forget searches that were aborted or failed, so that they are repeated.
    entry.search.then(({ wasStopped }) => wasStopped && forget(), forget);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries) break;
      this.#entries.delete(oldest);
    }
    return entry.search;
  }
}
