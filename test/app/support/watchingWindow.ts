import type { Watchable } from '../../../src/app/actions/watch/watched.ts';
import { Watcher } from '../../../src/app/actions/watch/watcher.ts';
import { Causes } from '../../../src/app/causes/causes.ts';
import { FailureReader } from '../../../src/app/evidence/failureReader.ts';
import type { Folder } from '../../../src/app/ports.ts';
import type { NotificationAction } from '../../../src/app/ui.ts';
import type { Clock, ScheduledCall } from '../../../src/core/clock.ts';
import type { Cause } from '../../../src/core/diagnosis/causes/causes.ts';
import type { AccountStore } from '../../../src/service/store/accountStore.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { noCauses } from '../../fakes/noCauses.ts';
import { silentLog } from '../../fakes/silentLog.ts';
import { sources } from '../../fakes/sources.ts';

interface Notified {
  readonly message: string;
  readonly severity: string;
  readonly actions: readonly NotificationAction[];
}

interface WindowParts {
  readonly clock: Clock;
  /** Folder shared by all windows. */
  readonly folder: Folder;
  readonly store: AccountStore;
  readonly intervalMs: number;
  readonly processId: number;
  /** True if the window diagnoses the events that it reports. */
  readonly explains?: boolean;
}

/** Interval at which windows check whether another one watches an item. */
const wakeMs = 5_000;

/** Process IDs of open windows. */
const running = new Set<number>();

/** A window that watches items. When it dies, its unfinished work has no further effect. */
export class WatchingWindow {
  /** Notifications that the user of the window received. */
  readonly notified: Notified[] = [];
  readonly watcher: Watcher;
  readonly accounts: FakeAccounts;
  isFocused = false;
  isQuiet = false;
  /** Times at which the user acted on items and saw the result, by `toKey`. */
  reported: ReadonlyMap<string, string> = new Map();
  isMuted: ((cause: Cause) => boolean) | undefined;
  /** Items selected in the window. */
  inFront: readonly Watchable[] = [];
  readonly #processId: number;
  readonly #end: () => void;
  #waking: ScheduledCall | undefined;
  /** Number of reports that the window has not saved; they are lost with the window. */
  #unsaved = 0;
  /** The window dies in place of this save, counted from 1. */
  #diesIn = Number.POSITIVE_INFINITY;

  constructor({ clock, folder, store, intervalMs, processId, explains = false }: WindowParts) {
    this.#processId = processId;
    running.add(processId);
    const accounts = new FakeAccounts(store);
    this.accounts = accounts;
    const reader = new FailureReader(sources, clock);
    const report = (error: unknown): never => {
      throw error;
    };
    const causes = explains ? new Causes({ accounts, reader, bundles: sources, clock, report }) : undefined;
    this.watcher = new Watcher({
      accounts,
      bundles: sources,
      reader,
      causes: causes ?? noCauses,
      log: silentLog,
      clock: this.#toOwnClock(clock),
      folder: this.#toOwnFolder(folder),
      host: {
        name: 'computer',
        processId,
        makeId: () => `${processId}`,
        isRunning: (id) => running.has(id),
      },
      ui: this,
      intervalMs: () => intervalMs,
      isQuiet: () => this.isQuiet,
      listReported: async () => this.reported,
      findMuted: () => this.isMuted,
      inFront: () => this.inFront.map((resource) => [{ resource }]),
      toRemedyActions: (remedies, { resource }) =>
        remedies.map((remedy) => ({ remedy, title: remedy, command: `azureBatch.${remedy}`, target: resource })),
    });
    this.#end = () => {
      causes?.dispose();
      reader.dispose();
    };
    const wake = (): void => {
      this.watcher.wake();
      this.#waking = clock.schedule(wakeMs, () => this.isDead || wake());
    };
    wake();
  }

  get isDead(): boolean {
    return !running.has(this.#processId);
  }

  notify(severity: string, message: string, ...actions: readonly NotificationAction[]): void {
    if (this.isDead) return;
    this.#unsaved += 1;
    this.notified.push({ severity, message, actions });
  }

  /** Dies at once, or in place of the `saves`-th save from now. */
  die(saves = 0): void {
    if (saves > 0) {
      this.#diesIn = saves;
      return;
    }
    running.delete(this.#processId);
    this.notified.splice(this.notified.length - this.#unsaved);
  }

  close(): void {
    this.#waking?.cancel();
    this.watcher.dispose();
    running.delete(this.#processId);
    this.#end();
  }

  #toOwnClock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      elapsedMs: () => clock.elapsedMs(),
      schedule: (ms, callback) => clock.schedule(ms, () => this.isDead || callback()),
    };
  }

  #toOwnFolder(folder: Folder): Folder {
    const saving = new Set(['create', 'replace', 'overwrite', 'touch', 'remove']);
    return new Proxy(folder, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          if (saving.has(String(name))) this.#save(String(args[0]));
          if (this.isDead) throw new Error('the window is gone');
          return value.apply(target, args);
        };
      },
    });
  }

  #save(name: string): void {
    this.#diesIn -= 1;
    if (this.#diesIn <= 0) this.die();
    else if (name.startsWith('said-')) this.#unsaved = 0;
  }
}
