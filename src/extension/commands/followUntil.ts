import type { Resource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import { settings } from '../settings.ts';
import type { CommandServices } from './command.ts';

type FollowServices = Pick<CommandServices, 'accounts' | 'log'> & {
  readonly context: Pick<CommandServices['context'], 'subscriptions'>;
};

/** By `toKey`, who follows the last change of a thing: what an earlier one wanted, the user does not want any more. */
const followers = new Map<string, object>();

/** To be called once the service has taken a change of things: who follows an earlier change of them follows it no longer. */
export function endFollowing(changed: readonly Resource[]): void {
  for (const resource of changed) followers.delete(toKey(resource));
}

/**
 * Looks at what was changed just now, again and again, as often as views refresh, until `look` says that it is over: until
 * then it has not shown its effect. Not at all where the user has switched refreshing off, and no longer where the account
 * is gone, or where all of it was changed again. `look` is given what tells whether a thing was not.
 */
export function followUntil<R extends Resource>(
  { accounts, context, log }: FollowServices,
  changed: readonly R[],
  look: (isLast: (resource: R) => boolean) => Promise<boolean>,
): void {
  const intervalMs = settings.refreshIntervalMs;
  const [first] = changed;
  if (intervalMs === undefined || first === undefined) return;
  const follower = {};
  for (const resource of changed) followers.set(toKey(resource), follower);
  const isLast = (resource: R): boolean => followers.get(toKey(resource)) === follower;
  let timer: NodeJS.Timeout | undefined;
  const isWanted = (): boolean => accounts.all.some(({ id }) => id === first.accountId) && changed.some(isLast);
  const isOver = async (): Promise<boolean> => {
    try {
      return !isWanted() || (await look(isLast)) || !isWanted();
    } catch (error) {
      log.debug(`what was changed could not be followed: ${String(error)}`);
      return !isWanted();
    }
  };
  const lookAgain = async (): Promise<void> => {
    if (await isOver()) endFollowing(changed.filter(isLast));
    else timer = setTimeout(() => void lookAgain(), intervalMs);
  };
  timer = setTimeout(() => void lookAgain(), intervalMs);
  context.subscriptions.push({ dispose: () => clearTimeout(timer) });
}
