import * as l10n from '@vscode/l10n';
import { toRoughMs } from '../../../core/changes/bulk/bulkProgress.ts';
import { countUnread } from '../../../core/failures/unreadFailures.ts';
import { untilAborted } from '../../../core/model/cancelled.ts';
import { isResource, toKind } from '../../../core/model/resource.ts';
import type { CauseTarget } from '../../../core/places/documentPath.ts';
import { toDurationWords } from '../../../core/words/durations.ts';
import { formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { askCauses } from '../../causes/knownCauses.ts';
import type { Progress } from '../../ui.ts';
import { resolve } from '../targets/resolve.ts';
import { refuseLostRows } from '../targets/targets.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
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
 * Reads the logs of failed tasks without a known cause in an account or job, until all are read or the user cancels.
 * Shows the results as they arrive.
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
  const { accounts, causes, clock } = services;
  const store = await accounts.getStore(place.accountId);
  const count = async (): Promise<Counted> => {
    const known = (causes.shownOf(store, place) ?? (await askCauses(causes, store, place))).causes;
    const left = countUnread(known);
    return { left, explained: known.reduce((sum, { cluster }) => sum + cluster.count, 0) - left };
  };
  const [startedMs, first] = [clock.elapsedMs(), await count()];
  for (let now = first, isOver = first.left === 0; !isOver; ) {
    const before = now;
    const listed = await untilAborted(causes.readMore(store, place, signal), signal);
    now = await count();
    // While jobs are being counted, each poll finds more failed tasks.
    const [read, left] = [Math.max(0, now.explained - first.explained), now.left];
    const numbers = { read: formatNumber(read), total: formatNumber(read + left) };
    const text = l10n.t('{read} of {total} failed tasks read', numbers);
    isOver = left === 0 || (listed === 0 && left >= before.left);
    if (isOver || read === 0) report({ message: text });
    else {
      const time = toDurationWords(toRoughMs(((clock.elapsedMs() - startedMs) / read) * left));
      const increment = (100 * Math.max(0, now.explained - before.explained)) / (read + left);
      report({
        message: l10n.t('{read} of {total} failed tasks read, about {time} left', { ...numbers, time }),
        increment,
      });
    }
    services.rereadCauses(place.accountId);
    services.reread({ resource: place, document: 'explanation' });
    if (isOver) showResult(text);
  }
}

/** Numbers of known failed tasks: those with a known cause, and those not read yet. */
interface Counted {
  readonly left: number;
  readonly explained: number;
}
