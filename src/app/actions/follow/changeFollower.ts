import type { Clock, ScheduledCall } from '../../../core/clock.ts';
import type { Disposable } from '../../../core/event.ts';
import { type Resource, toKey } from '../../../core/model/resource.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Log, Settings } from '../../ports.ts';

interface Follower {
  timer?: ScheduledCall;
}

/** Polls changed items until the effect of the change is visible. */
export class ChangeFollower implements Disposable {
  readonly #services: FollowServices;
  /** The follower of the latest change of each item, by `toKey`. It replaces followers of earlier changes. */
  readonly #followers = new Map<string, Follower>();
  readonly #waiting = new Set<Follower>();

  constructor(services: FollowServices) {
    this.#services = services;
  }

  /** Stops following earlier changes of these items. Must be called when the service has accepted a new change. */
  end(changed: readonly Resource[]): void {
    for (const resource of changed) this.#followers.delete(toKey(resource));
  }

  /**
   * Polls items that were just changed, at the views' refresh interval, until `look` resolves to true. Does nothing
   * when automatic refresh is off. Stops when the account is removed or all items have been changed again. The function
   * passed to `look` returns true for items that have not been changed again.
   */
  follow<R extends Resource>(
    changed: readonly R[],
    look: (isLast: (resource: R) => boolean) => Promise<boolean>,
  ): void {
    const { accounts, clock, log, settings } = this.#services;
    const intervalMs = settings.refreshIntervalMs;
    const [first] = changed;
    if (intervalMs === undefined || first === undefined) return;
    const follower: Follower = {};
    for (const resource of changed) this.#followers.set(toKey(resource), follower);
    const isLast = (resource: R): boolean => this.#followers.get(toKey(resource)) === follower;
    const isWanted = (): boolean => accounts.all.some(({ id }) => id === first.accountId) && changed.some(isLast);
    const isOver = async (): Promise<boolean> => {
      try {
        return !isWanted() || (await look(isLast)) || !isWanted();
      } catch (error) {
        log.debug(`the changed items could not be followed: ${String(error)}`);
        return !isWanted();
      }
    };
    const lookLater = (): void => {
      this.#waiting.add(follower);
      follower.timer = clock.schedule(intervalMs, () => void lookAgain());
    };
    const lookAgain = async (): Promise<void> => {
      this.#waiting.delete(follower);
      if (await isOver()) this.end(changed.filter(isLast));
      else lookLater();
    };
    lookLater();
  }

  dispose(): void {
    this.#followers.clear();
    for (const { timer } of this.#waiting) timer?.cancel();
  }
}

interface FollowServices {
  readonly accounts: Pick<Accounts, 'all'>;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly log: Pick<Log, 'debug'>;
  readonly settings: Settings;
}
