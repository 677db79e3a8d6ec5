import { Causes } from '../../src/app/causes/causes.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import { Emitter } from '../../src/core/event.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { AccountStore, Scope, StoreChange } from '../../src/service/store/accountStore.ts';
import { sources } from '../fakes/sources.ts';

/** The failures view of one account, without a window; it watches the account's causes. */
export class FailuresViewer {
  readonly #store: AccountStore;
  readonly #reader: FailureReader;
  readonly #causes: Causes;
  readonly #looked = new Emitter<StoreChange>();

  constructor(store: AccountStore, clock: Clock) {
    this.#store = store;
    this.#reader = new FailureReader(sources, clock);
    this.#causes = new Causes({
      accounts: {
        all: [store.account],
        findStore: () => store,
        onDidChangeAccounts: () => ({ dispose: () => undefined }),
        onDidChangeData: this.#looked.event,
      },
      reader: this.#reader,
      bundles: sources,
      clock,
      report: (error) => {
        if (!Cancelled.is(error)) throw error;
      },
    });
    this.#causes.watch();
  }

  /** Checks whether anything remains to be loaded or read. */
  get isBusy(): boolean {
    const current = this.#causes.current(this.#store);
    return current?.isDone !== true || current.toRead.length > 0;
  }

  wants(scope: Scope): boolean {
    return this.#causes.wants(this.#store, scope);
  }

  /**
   * Returns the currently shown causes. Later changes are processed next: doing so at each change would take minutes.
   */
  look(): readonly Cause[] {
    this.#looked.fire({ accountId: this.#store.account.id, scopes: [] });
    return this.#causes.current(this.#store)?.causes ?? [];
  }

  dispose(): void {
    this.#causes.dispose();
    this.#reader.dispose();
  }
}
