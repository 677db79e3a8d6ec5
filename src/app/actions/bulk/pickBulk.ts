import * as l10n from '@vscode/l10n';
import { describeCounts } from '../../../core/changes/bulk/bulkProgress.ts';
import { countOutcomes, isAllDone } from '../../../core/changes/bulk/bulkRecord.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { formatTime } from '../../../core/words/times.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { type PickRow, pickOne } from '../../ui.ts';
import type { KeptBulk } from '../run/bulkFolder.ts';
import { runsHere } from '../run/running.ts';
import { describeEarlierAccount } from './earlierAccount.ts';
import { toBulkTitle } from './report.ts';

/** Lets the user pick one of the `wanted` bulk actions saved on this computer. Throws `Cancelled`. */
export async function pickBulk(
  services: Pick<App, 'bulks' | 'ui'>,
  { title, nothing, wanted }: { readonly title: string; readonly nothing: string; wanted(bulk: KeptBulk): boolean },
): Promise<KeptBulk> {
  return pickOne(services, {
    title,
    placeholder: l10n.t('Bulk actions on this computer, newest first'),
    nothing,
    sections: [
      { load: async () => ({ hasMore: false, rows: (await services.bulks.list()).filter(wanted).map(toBulkRow) }) },
    ],
  });
}

/** Returns the bulk action with an ID. Throws `InvalidInput` if its record no longer exists. */
export async function requireBulk(services: Pick<App, 'bulks' | 'ui'>, id: string): Promise<KeptBulk> {
  const kept = await services.bulks.get(id);
  if (kept !== undefined) return kept;
  const message = l10n.t(
    'Nothing is known about this action. Its journal was deleted, or was removed because of its age.',
  );
  throw new BatchError({ code: 'InvalidInput', message });
}

function toBulkRow(value: KeptBulk): PickRow<KeptBulk> {
  const { plan, outcomes } = value.record;
  return {
    value,
    label: toPickText(toBulkTitle(plan)),
    description: describeState(value),
    detail: toPickText(
      [
        describeCounts(countOutcomes(outcomes)),
        listPlain(Object.values(plan.accounts)),
        formatTime(plan.startedAt),
      ].join(' · '),
    ),
  };
}

function describeState({ state, record }: KeptBulk): string {
  if (state === 'running')
    return runsHere(record.plan.id) ? l10n.t('running here') : l10n.t('running in another window');
  if (state === 'interrupted' || record.end === 'interrupted') return l10n.t('interrupted');
  if (record.end === 'cancelled') return l10n.t('cancelled');
  return isAllDone(record.outcomes) ? l10n.t('all done') : l10n.t('ended');
}

/**
 * Returns `id` if it is a string; otherwise, the ID of an unfinished bulk action that the user picks, limited to
 * `accountId` if given. Throws `Cancelled`.
 */
export async function pickUnfinished(services: App, id: unknown, accountId?: string): Promise<string> {
  if (typeof id === 'string') return id;
  const runs = (await services.bulks.list()).some(({ record: { plan } }) => runsHere(plan.id));
  const { record } = await pickBulk(services, {
    title: l10n.t('Resume a bulk action'),
    nothing: toNothing(runs, accountId),
    // Include actions of other windows, so that a user who looks for one here sees that it is running.
    wanted: ({ record: { plan, outcomes } }) =>
      !runsHere(plan.id) &&
      !isAllDone(outcomes) &&
      describeEarlierAccount(services, plan) === undefined &&
      (accountId === undefined || Object.hasOwn(plan.accounts, accountId)),
  });
  return record.plan.id;
}

function toNothing(runs: boolean, accountId: string | undefined): string {
  if (runs) return l10n.t('A bulk action is running in this window. All others are finished.');
  return accountId === undefined
    ? l10n.t('All bulk actions are finished.')
    : l10n.t('All bulk actions on this account are finished.');
}
