import * as l10n from '@vscode/l10n';
import { untilAborted } from '../../../core/model/cancelled.ts';
import { isResource, toKind } from '../../../core/model/resourceChain.ts';
import type { CauseTarget } from '../../../core/query/documentPath.ts';
import { formatNumber } from '../../../core/query/numbers.ts';
import { countUnread } from '../../../core/query/unreadFailures.ts';
import type { App } from '../../app.ts';
import { askCauses } from '../../causes/knownCauses.ts';
import type { Progress } from '../../ui.ts';
import type { Command } from '../command.ts';
import type { RemedyContribution } from '../contribution.ts';
import { resolve } from '../resolve.ts';
import { refuseLostRows } from '../targets.ts';
import { toCauseTarget } from './toCauseTarget.ts';

export const contribution: RemedyContribution = {
  title: 'Read Their Logs',
  icon: 'book',
  effect: 'reads',
  palette: 'never',
  remedy: () => l10n.t('Read Their Logs'),
  rows: [
    { on: 'failureGroup', if: 'unread', at: 'inline@1' },
    { on: 'failureGroup', if: 'unread', at: '1_look@1' },
  ],
};

/**
 * Reads the logs of the failed tasks of an account or a job whose causes are not known, until all were read or the user
 * cancels, and shows what that brings as it goes.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const title = l10n.t('Reading logs of failed tasks');
  for (const place of await findPlaces(services, args))
    await services.ui.progress({ title }, (progress) => readLogs(services, place, progress));
};

async function findPlaces(services: App, args: readonly unknown[]): Promise<readonly CauseTarget['resource'][]> {
  const [given] = args;
  const place = toCauseTarget(given)?.resource ?? (isResource(given) ? toKind('job', given) : undefined);
  return place === undefined ? resolve(services, 'account', args) : [place];
}

async function readLogs(
  services: App,
  place: CauseTarget['resource'],
  { report, showResult, signal }: Progress,
): Promise<void> {
  const { accounts, causes } = services;
  const store = await accounts.getStore(place.accountId);
  const count = async (): Promise<number> =>
    countUnread((causes.shownOf(store, place) ?? (await askCauses(causes, store, place))).causes);
  const total = await count();
  for (let left = total, before = Number.POSITIVE_INFINITY; left > 0 && left < before; ) {
    await untilAborted(causes.readMore(store, place), signal);
    [left, before] = [await count(), left];
    const numbers = { read: formatNumber(Math.max(0, total - left)), total: formatNumber(total) };
    const text = l10n.t('{read} of {total} failed tasks read', numbers);
    report({ message: text, increment: (100 * Math.max(0, before - left)) / total });
    services.rereadCauses(place.accountId);
    services.reread({ resource: place, document: 'explanation' });
    if (left === 0 || left >= before) showResult(text);
  }
}
