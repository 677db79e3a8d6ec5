import type { FailedTask } from '../../../core/diagnosis/causes/failing.ts';
import type { AccountStore } from '../../../service/store/accountStore.ts';
import { findCountedJobs, isAllCounted } from '../countedJobs.ts';
import type { LogReader } from './logReader.ts';

/** The task, and of both logs their length and their end. */
const requestsOfTask = 5;

/** Looks into failed tasks of accounts, in each one after the other, while somebody looks. */
export class LogTurns {
  readonly #logs: Pick<LogReader, 'read'>;
  readonly #isWanted: () => boolean;
  /** What is to be looked into next, of accounts in which something is looked into. */
  readonly #toRead = new Map<AccountStore, readonly FailedTask[]>();

  constructor(logs: Pick<LogReader, 'read'>, isWanted: () => boolean) {
    this.#logs = logs;
    this.#isWanted = isWanted;
  }

  /**
   * Looks into tasks in the order in which they stand; what is said later replaces what was not begun. Resolves to
   * whether the service could be asked about all of them. Throws what is no answer of the service.
   */
  async read(store: AccountStore, toRead: readonly FailedTask[]): Promise<boolean> {
    const isReading = this.#toRead.has(store);
    this.#toRead.set(store, toRead);
    if (isReading) return true;
    let areAllSettled = true;
    try {
      for (;;) {
        const [next, ...others] = this.#toRead.get(store) ?? [];
        if (next === undefined || !this.#isWanted()) return areAllSettled;
        this.#toRead.set(store, others);
        // Before all is counted, logs are a detail of numbers that nobody knows.
        const kind = isAllCounted(findCountedJobs(store.snapshot)) ? 'answer' : 'detail';
        const isSettled = await store.inBackground(() => this.#logs.read(store, next), kind, requestsOfTask);
        areAllSettled = isSettled && areAllSettled;
      }
    } finally {
      this.#toRead.delete(store);
    }
  }
}
