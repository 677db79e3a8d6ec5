import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../../core/query/durations.ts';
import { toVisible } from '../../../core/text/escape.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toShortTime, type Viewer } from '../row.ts';

/** What the user has to know of how fresh the data is: throttling first, then what could not be refreshed. */
export function toViewMessage(snapshots: readonly AccountSnapshot[], reader: Viewer): string | undefined {
  const lines = snapshots.flatMap((snapshot) => toThrottled(snapshot, reader) ?? toStale(snapshot, reader) ?? []);
  return lines.length === 0 ? undefined : toVisible(lines.join(' '));
}

function toThrottled({ account, throttledUntil }: AccountSnapshot, reader: Viewer): string | undefined {
  if (throttledUntil === undefined) return undefined;
  const waitS = Math.ceil((Date.parse(throttledUntil) - reader.now.getTime()) / 1000);
  const wait = toDurationWords(waitS * 1000);
  return waitS <= 0
    ? l10n.t('{account} throttles requests; trying again now.', { account: account.name })
    : l10n.t('{account} throttles requests; next try in {wait}.', { account: account.name, wait });
}

function toStale(snapshot: AccountSnapshot, reader: Viewer): string | undefined {
  const stale = [snapshot.slice({ kind: 'jobs' }), snapshot.slice({ kind: 'pools' })].find(
    ({ error, loadedAt }) => error !== undefined && loadedAt !== undefined,
  );
  if (stale?.error === undefined) return undefined;
  const asOf = toShortTime(stale.loadedAt, reader) ?? '';
  return l10n.t({
    message: '{account} as of {time}: {error}',
    args: { account: snapshot.account.name, time: asOf, error: stale.error.message },
    comment: ['Data of an account is shown as it was at a time; the error is a sentence that says why it is not newer'],
  });
}
