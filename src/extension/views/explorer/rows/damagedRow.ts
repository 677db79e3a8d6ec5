import * as l10n from '@vscode/l10n';
import type { DamagedItem } from '../../../../core/model/damagedItem.ts';
import { formatNumber } from '../../../../core/query/numbers.ts';
import type { ScopeKind, Slice } from '../../../../service/store/accountStore.ts';
import { toCommandId } from '../../../commandId.ts';
import type { Row } from '../../row.ts';

/** Says how many items of a list came damaged; a click shows what came. Undefined when all were as they should be. */
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
          'The service, or something between it and this machine, sent what the documentation does not allow. Properties that could not be read are left out; an object without its id is not shown at all.',
        ),
      },
      {
        name: l10n.t('What to do'),
        value: l10n.t('Click to see what came. If it stays so, report it to Azure support.'),
      },
    ],
  };
}

function toDescription(damaged: readonly DamagedItem[], leftOut: number): string {
  if (leftOut === 0) return l10n.t('shown without what could not be read');
  if (leftOut === damaged.length) return l10n.t('not shown');
  return l10n.t('{0} not shown, {1} shown in part', formatNumber(leftOut), formatNumber(damaged.length - leftOut));
}

function toLabel(kind: ScopeKind, damaged: string, all: string): string {
  switch (kind) {
    case 'pools':
      return l10n.t('Damaged pools: {0} of {1}', damaged, all);
    case 'nodes':
      return l10n.t('Damaged nodes: {0} of {1}', damaged, all);
    case 'jobs':
      return l10n.t('Damaged jobs: {0} of {1}', damaged, all);
    case 'tasks':
      return l10n.t('Damaged tasks: {0} of {1}', damaged, all);
    case 'failures':
      return l10n.t('Damaged failed tasks: {0} of {1}', damaged, all);
    case 'preparation':
      return l10n.t('Damaged preparation and release tasks: {0} of {1}', damaged, all);
    case 'taskFiles':
    case 'nodeFiles':
      return l10n.t('Damaged files: {0} of {1}', damaged, all);
  }
}
