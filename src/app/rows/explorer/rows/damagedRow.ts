import * as l10n from '@vscode/l10n';
import type { DamagedItem } from '../../../../core/model/damagedItem.ts';
import { formatNumber } from '../../../../core/words/numbers.ts';
import type { ScopeKind, Slice } from '../../../../service/store/accountStore.ts';
import { toCommandId } from '../../../commandId.ts';
import type { Row } from '../../row.ts';

/** Creates a row with the number of damaged items in a list. A click shows their data. Undefined if there are none. */
export function toDamagedRow(kind: ScopeKind, { items, damaged = [] }: Slice<unknown>): Row | undefined {
  if (damaged.length === 0) return undefined;
  const leftOut = damaged.filter(({ isLeftOut }) => isLeftOut).length;
  return {
    kind: 'damaged',
    label: toLabel(kind, formatNumber(damaged.length), formatNumber(items.length + leftOut)),
    description: toDescription(damaged, leftOut),
    icon: 'warning',
    children: 'none',
    command: toCommandId('explorer.showDamaged'),
    facts: () => [
      {
        name: l10n.t('Why'),
        value: l10n.t(
          "Azure Batch, or something between the service and this computer, sent data that doesn't conform to the documentation. Properties that could not be read are left out. An object without an ID isn't shown.",
        ),
      },
      {
        name: l10n.t('What to do'),
        value: l10n.t('Select this row to see the data. If the problem persists, report it to Azure support.'),
      },
    ],
  };
}

function toDescription(damaged: readonly DamagedItem[], leftOut: number): string {
  if (leftOut === 0) return l10n.t('shown without the properties that could not be read');
  if (leftOut === damaged.length) return l10n.t('not shown');
  return l10n.t('{hidden} not shown, {partial} partly shown', {
    hidden: formatNumber(leftOut),
    partial: formatNumber(damaged.length - leftOut),
  });
}

function toLabel(kind: ScopeKind, damaged: string, all: string): string {
  switch (kind) {
    case 'pools':
      return l10n.t('Damaged pools: {damaged} of {all}', { damaged, all });
    case 'nodes':
      return l10n.t('Damaged nodes: {damaged} of {all}', { damaged, all });
    case 'jobs':
    case 'scheduleJobs':
      return l10n.t('Damaged jobs: {damaged} of {all}', { damaged, all });
    case 'jobSchedules':
      return l10n.t('Damaged job schedules: {damaged} of {all}', { damaged, all });
    case 'subtasks':
      return l10n.t('Damaged subtasks: {damaged} of {all}', { damaged, all });
    case 'tasks':
    case 'dependencies':
    case 'awaited':
      return l10n.t('Damaged tasks: {damaged} of {all}', { damaged, all });
    case 'failures':
      return l10n.t('Damaged failed tasks: {damaged} of {all}', { damaged, all });
    case 'preparation':
      return l10n.t('Damaged preparation and release tasks: {damaged} of {all}', { damaged, all });
    case 'taskFiles':
    case 'nodeFiles':
      return l10n.t('Damaged files: {damaged} of {all}', { damaged, all });
  }
}
