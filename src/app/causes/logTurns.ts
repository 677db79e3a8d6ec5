import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { countFailedTasks } from '../lists/failedTasks.ts';
import { type LogReader, requestsPerTask } from './logReader.ts';

/** An account with no more failed tasks is looked into at once: its causes are few, and so are the logs that show them. */
const fewFailures = 1000;

/** Looks into failed tasks of accounts, in each one after the other, while the result is wanted. */
export class LogTurns {
  readonly #logs: Pick<LogReader, 'read' | 'has'>;
  readonly #isWanted: (store: AccountStore) => boolean;
  /** What is to be looked into next, of accounts in which something is looked into. */
  readonly #toRead = new Map<AccountStore, readonly FailedTask[]>();

  constructor(logs: Pick<LogReader, 'read' | 'has'>, isWanted: (store: AccountStore) => boolean) {
    this.#logs = logs;
    this.#isWanted = isWanted;
  }

  /**
   * Looks into tasks in the order in which they stand; a later call replaces what was not started. Resolves to
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
        if (next === undefined || !this.#isWanted(store)) return areAllSettled;
        this.#toRead.set(store, others);
        const isSettled = await this.#readInTurn(store, next);
        areAllSettled = isSettled && areAllSettled;
      }
    } finally {
      this.#toRead.delete(store);
    }
  }

  #readInTurn(store: AccountStore, task: FailedTask): Promise<boolean> {
    const failed = countFailedTasks(store.snapshot);
    const read = (): Promise<boolean> => this.#logs.read(store, task);
    if ((failed.isComplete && failed.count <= fewFailures) || this.#logs.has(store, task)) return read();
    // Before all is counted, logs are a detail of numbers that are not known.
    return store.inBackground(read, failed.isComplete ? 'answer' : 'detail', requestsPerTask);
  }
}
