import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import { formatTime } from '../../../core/query/times.ts';
import { describeCounts } from '../../../core/remedy/bulk/bulkProgress.ts';
import { countOutcomes, isAllDone } from '../../../core/remedy/bulk/bulkRecord.ts';
import { listPlain } from '../../../core/text/lists.ts';
import type { App } from '../../app.ts';
import { toPickText } from '../../notificationText.ts';
import { type PickRow, pickOne } from '../../ui.ts';
import type { KeptBulk } from '../run/bulkFolder.ts';
import { toBulkTitle } from './bulkTitle.ts';
import { runsHere } from './running.ts';

/** Lets the user choose one of the bulk actions that are kept on this machine and are `wanted`. Throws `Cancelled`. */
export async function pickBulk(
  services: Pick<App, 'bulks' | 'ui'>,
  { title, nothing, wanted }: { readonly title: string; readonly nothing: string; wanted(bulk: KeptBulk): boolean },
): Promise<KeptBulk> {
  return pickOne(services, {
    title,
    placeholder: l10n.t('Bulk actions on this computer, newest first'),
    nothing,
    sections: [
      {
        load: async () => ({
          hasMore: false,
          rows: (await services.bulks.list()).filter(wanted).map(toRow),
        }),
      },
    ],
  });
}

/** The bulk action that a command was called on; throws `InvalidInput` when it is gone. */
export async function requireBulk(services: Pick<App, 'bulks' | 'ui'>, id: string): Promise<KeptBulk> {
  const kept = await services.bulks.get(id);
  if (kept !== undefined) return kept;
  const message = l10n.t(
    'Nothing is known of this action. Its journal was deleted, or was removed because of its age.',
  );
  throw new BatchError({ code: 'InvalidInput', message });
}

function toRow(value: KeptBulk): PickRow<KeptBulk> {
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
