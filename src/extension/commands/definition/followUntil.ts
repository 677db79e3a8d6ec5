import { settings } from '../../settings.ts';
import type { CommandServices } from '../command.ts';

type FollowServices = Pick<CommandServices, 'accounts' | 'log'> & {
  readonly context: Pick<CommandServices['context'], 'subscriptions'>;
};

/**
 * Looks again and again, as often as views refresh, until `look` says that it is over: until then what was changed has
 * not shown its effect. Not at all where the user has switched refreshing off, and no longer where the account is gone.
 */
export function followUntil(
  { accounts, context, log }: FollowServices,
  accountId: string,
  look: () => Promise<boolean>,
): void {
  const intervalMs = settings.refreshIntervalMs;
  if (intervalMs === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const isThere = (): boolean => accounts.all.some(({ id }) => id === accountId);
  const lookAgain = async (): Promise<void> => {
    try {
      if (await look()) return;
    } catch (error) {
      log.debug(`what was changed could not be followed: ${String(error)}`);
    }
    if (isThere()) timer = setTimeout(() => void lookAgain(), intervalMs);
  };
  timer = setTimeout(() => void lookAgain(), intervalMs);
  context.subscriptions.push({ dispose: () => clearTimeout(timer) });
}
