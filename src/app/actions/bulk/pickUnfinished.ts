import * as l10n from '@vscode/l10n';
import { isAllDone } from '../../../core/remedy/bulk/bulkRecord.ts';
import type { App } from '../../app.ts';
import { pickBulk } from './pickBulk.ts';
import { runsHere } from './running.ts';

/**
 * The id of a bulk action that has left something: `id` when it is one, else one of the list, of `accountId` alone where
 * that is given. Throws `Cancelled`.
 */
export async function pickUnfinished(services: App, id: unknown, accountId?: string): Promise<string> {
  if (typeof id === 'string') return id;
  const runs = (await services.bulks.list()).some(({ record: { plan } }) => runsHere(plan.id));
  const { record } = await pickBulk(services, {
    title: l10n.t('Do the rest of a bulk action'),
    nothing: toNothing(runs, accountId),
    // The list includes what runs in another window: its user may look for it here, and sees that it runs.
    wanted: ({ record: { plan, outcomes } }) =>
      !runsHere(plan.id) &&
      !isAllDone(outcomes) &&
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
